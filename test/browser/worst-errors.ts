import { markdownTable, replaceSection, tableCells } from './marked-section';
import type { BackendRun } from './run-references';

/** What ran where: `wasm, Chromium`. */
export type BackendRuns = Record<string, BackendRun>;

const marks = {
  start: '<!-- worst errors: written by test/browser/explain-references.slow.test.ts -->',
  end: '<!-- end of worst errors -->',
};

/** Of each method the largest share that any of its numbers takes of its tolerance, by backend. */
interface Row {
  family: string;
  name: string;
  numbers: number;
  shares: (number | undefined)[];
}

function rowsOf(runs: BackendRuns): Row[] {
  const places = Object.values(runs);
  const rows = new Map<string, Row>();
  for (const [place, { outcomes }] of places.entries()) {
    for (const { family, name, error, tolerance } of outcomes) {
      const shares = new Array<undefined>(places.length).fill(undefined);
      const row: Row = rows.get(name) ?? { family, name, numbers: 0, shares };
      rows.set(name, row);
      if (place === 0) row.numbers++;
      row.shares[place] = Math.max(row.shares[place] ?? 0, error / tolerance);
    }
  }
  return [...rows.values()];
}

const percent = (share: number | undefined) =>
  share === undefined
    ? '–'
    : share < 0.0005
      ? '< 0.1 %'
      : `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** The section of FEATURES.md, between its marks. */
export function worstErrorsSection(runs: BackendRuns): string {
  const head = ['family', 'method', 'numbers', ...Object.keys(runs)];
  const body = rowsOf(runs).map(({ family, name, numbers, shares }) => [
    family,
    `\`${name}\``,
    `${numbers}`,
    ...shares.map(percent),
  ]);
  return [marks.start, '', ...markdownTable([head, ...body], { left: 2 }), '', marks.end].join('\n');
}

/** The text with this section in place of the one that it has. */
export function withSection(text: string, section: string): string {
  return replaceSection(text, section, marks);
}

/**
 * What is stale about the section of a text: a table of other methods, numbers or backends, or a figure of less than a
 * third of what was measured now (and that more than a hundredth of the tolerance). Devices that did not run are left out.
 */
export function staleness(text: string, runs: BackendRuns): string[] {
  const [head, , ...body] = tableCells(text, marks);
  const written = new Map(body.map((row) => [row[1], row]));
  const measured = rowsOf(runs);
  const names = measured.map(({ name }) => `\`${name}\``);
  const gone = [...written.keys()].filter((name) => !names.includes(name));
  const wrong = measured.flatMap(({ name, numbers, shares }) => {
    const row = written.get(`\`${name}\``);
    if (!row) return [`${name} is missing`];
    const beyond = Object.keys(runs).flatMap((place, i) => {
      const cell = row[head.indexOf(place)] ?? '–';
      const share = shares[i] ?? 0;
      const figure = Number.parseFloat(cell.replace('< ', '')) / 100;
      return share > Math.max(0.01, 3 * figure) || Number.isNaN(figure)
        ? [`${name} on ${place}: ${cell}, now ${percent(share)}`]
        : [];
    });
    return row[2] === `${numbers}` ? beyond : [`${name} has ${numbers} numbers`, ...beyond];
  });
  return [...gone.map((name) => `${name} is gone`), ...wrong];
}
