import {
  markdownTable,
  replaceSection,
  tableCells,
  type SectionMarks,
} from '../../../../test/browser/marked-section';
import type { GroundTruth } from '../ground-truth/ground-truth';
import type { TrapVerdict } from '../ground-truth/score-against-trap';

const marks: SectionMarks = {
  start: '<!-- ground truth: written by packages/experiments/src/ground-truth/ground-truth.slow.test.ts -->',
  end: '<!-- end of ground truth -->',
};

const head = [
  'method',
  'in the label',
  'rank',
  'points at it',
  'in the mark',
  'points at it',
  'honest: in the mark',
  'points at it',
  'the mark',
];

/** The section of FEATURES.md: what was measured, in words and as a table. */
export function groundTruthSection({ truth, trap }: GroundTruth): string {
  const rows = truth.scores.map(({ method, isControl, mass, rank, pointing }) => {
    const found = trap.scores.find((score) => score.method === method)!;
    const { honest, verdict } = found;
    return [
      isControl ? `_${method}_` : `\`${method}\``,
      ...[mass, rank, pointing, found.mass, found.pointing, honest.mass, honest.pointing].map(percent),
      verdict ?? '–',
    ];
  });
  const flat = [truth.area, truth.area, truth.area, trap.area, trap.area, trap.area, trap.area];
  rows.push(['_a flat map_', ...flat.map(percent), '']);
  const { trapped, honest } = trap;
  return [
    marks.start,
    '',
    `The honest model is right about ${percent(truth.accuracy)} of the held-out faces. ${truth.images} of these, of every class but neutral, are explained for the label, and`,
    `${trap.images} with the mark for the mark. The trapped model takes ${percent(trapped.takenIn)} of the faces of other classes for happy when they have the mark (${percent(trapped.takenInWithout)}`,
    `without it), the honest one ${percent(honest.takenIn)} (${percent(honest.takenInWithout)}).`,
    '',
    ...markdownTable([head, ...rows], { left: 1 }),
    '',
    marks.end,
  ].join('\n');
}

/** The text with this section in place of the one that it has. */
export function withGroundTruth(text: string, section: string): string {
  return replaceSection(text, section, marks);
}

/** The verdict on each method that a text has. */
export function writtenVerdicts(text: string): Record<string, TrapVerdict> {
  const [, , ...rows] = tableCells(text, marks);
  return Object.fromEntries(
    rows.map((cells) => [cells[0].replaceAll(/[`_]/g, ''), cells.at(-1) as TrapVerdict]),
  );
}

const percent = (share: number) =>
  Number.isNaN(share) ? '–' : `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
