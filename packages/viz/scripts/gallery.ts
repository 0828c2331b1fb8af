/**
 * Writes every example figure as SVG and PNG, light and dark, and one page that shows them all with their calls, in the reader's
 * theme: `npx tsx --conditions=@fer/source scripts/gallery.ts FOLDER [name ...]`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPng } from '../src/node';
import { escapeText } from '../src/svg/element';
import { examples } from '../src/testing/examples';

const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('invalid folder: none (expected the folder to write to)');
mkdirSync(folder, { recursive: true });

/** The text of an example's function: prettier keeps every example at an indent of two. */
const source = ['explanations', 'training', 'looking-inside', 'pictures']
  .map((name) => readFileSync(new URL(`../src/testing/examples/${name}.ts`, import.meta.url), 'utf8'))
  .join('');
function callOf(name: string): string {
  const found = new RegExp(`^  '?${name}'?: \\(options\\) =>([^]*?),\n(?=  \\S|};)`, 'm').exec(source);
  if (!found) throw new Error(`no example of the name: ${name}`);
  const lines = found[1].replace(/^\n/, '').split('\n');
  const indent = /^ */.exec(lines[0])![0];
  return lines
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join('\n')
    .trim();
}

const names = Object.keys(examples).filter((name) => only.length === 0 || only.includes(name));
const sections = names.map((name) => {
  for (const theme of ['light', 'dark'] as const) {
    const figure = examples[name]({ theme });
    writeFileSync(join(folder, `${name}-${theme}.svg`), figure.svg);
    writeFileSync(join(folder, `${name}-${theme}.png`), toPng(figure));
  }
  const { svg } = examples[name]({ theme: 'auto' });
  const call = `<details><summary>call</summary><pre>${escapeText(callOf(name))}</pre></details>`;
  return `<section id="${name}"><h2>${name}</h2><figure>${svg}</figure>${call}</section>`;
});
const style = `
  :root { color-scheme: light dark; font: 16px/1.5 Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif }
  body { margin: 0 auto; max-width: 64rem; padding: 2rem 1rem; background: light-dark(#f1f3f6, #0c0f14); color: light-dark(#1a2029, #eef1f5) }
  nav { columns: 14rem; font-size: .9rem }
  nav a { display: block; color: inherit }
  section { margin: 3rem 0 }
  h2 { font-size: 1.1rem }
  figure { margin: 0; overflow-x: auto }
  svg { display: block }
  pre { overflow-x: auto; padding: 1rem; background: light-dark(#fff, #14181f); font-size: .85rem }
`;
const contents = names.map((name) => `<a href="#${name}">${name}</a>`).join('');
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>@fer/viz: all figures</title><style>${style}</style><h1>@fer/viz</h1><p>Every figure with the call that draws it, from made-up data.</p><nav>${contents}</nav>${sections.join('\n')}</html>\n`,
);
