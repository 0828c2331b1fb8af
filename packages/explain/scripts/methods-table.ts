import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { methods } from '../src/catalogue/methods';
import type { MethodInfo } from '../src/catalogue/method-info';

const START = '<!-- methods: pnpm --filter @fer/explain readme -->';
const END = '<!-- end of methods -->';

const titles: [MethodInfo['family'], string][] = [
  ['gradient', 'Gradients: a value a pixel'],
  ['cam', 'Class activation maps: a value a place of a layer'],
  ['layer', 'Layers: a value a unit'],
  ['neuron', 'Neurons: which pixels a unit hangs on'],
  ['perturbation', 'Perturbations: any model, from its scores alone'],
  ['activation', 'Activations: what layers and filters put out'],
  ['feature visualisation', 'Feature visualisation'],
];

/** Of a method with more options the first are named; the README has a list of them all. */
const mostOptions = 5;

/** The text of a README with its table of methods as the catalogue has them. */
export async function withMethodsTable(readme: string): Promise<string> {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`no place for the table (expected ${START} and ${END})`);
  const tables = titles.map(([family, title]) =>
    table(
      title,
      methods.filter((method) => method.family === family),
    ),
  );
  const written = `${before}${START}\n\n${tables.join('\n\n')}\n\n${END}${after}`;
  const config = await prettier.resolveConfig(fileURLToPath(import.meta.url));
  return prettier.format(written, { ...config, parser: 'markdown' });
}

function table(title: string, entries: readonly MethodInfo[]): string {
  const rows = entries.map(({ name, tells, options, cost, paper }) => {
    const shown = options.length > mostOptions ? options.slice(0, mostOptions - 1) : options;
    const more = shown.length < options.length ? ['[more](#options)'] : [];
    const named = [...shown.map((option) => `\`${option}\``), ...more].join(', ');
    // The title shows when the pointer rests on the year: written out, it would make the table unreadably wide.
    const source = paper ? `[${paper.year}](${paper.url} '${paper.title.replaceAll("'", "\\'")}')` : '';
    return `| \`${name}\` | ${tells} | ${named} | ${cost.forward} / ${cost.backward} | ${source} |`;
  });
  const head = ['| Method | Tells | Own options | Passes forward / back | Paper |', '| - | - | - | - | - |'];
  return [`**${title}**`, '', ...head, ...rows].join('\n');
}
