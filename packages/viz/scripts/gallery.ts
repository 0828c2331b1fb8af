/**
 * Writes every example figure as SVG and PNG, light and dark, and one page that shows them:
 * `npx tsx --conditions=@fer/source scripts/gallery.ts FOLDER [name ...]`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPng } from '../src/node';
import { examples } from '../src/testing/examples';

const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('invalid folder: none (expected the folder to write to)');
mkdirSync(folder, { recursive: true });

const names = Object.keys(examples).filter((name) => only.length === 0 || only.includes(name));
const sections = names.map((name) => {
  const images = (['light', 'dark'] as const).map((theme) => {
    const figure = examples[name]({ theme });
    const file = `${name}-${theme}`;
    writeFileSync(join(folder, `${file}.svg`), figure.svg);
    writeFileSync(join(folder, `${file}.png`), toPng(figure));
    return `<img src="${file}.svg" width="${figure.width}" height="${figure.height}" alt="${name}, ${theme}">`;
  });
  return `<section><h2>${name}</h2>${images.join('\n')}</section>`;
});
const style =
  'body{font-family:Inter,Arial,sans-serif;margin:2rem;background:#e9ecf0}img{max-width:100%;height:auto;margin:0 1rem 1rem 0;vertical-align:top}';
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>@fer/viz gallery</title><style>${style}</style><h1>@fer/viz</h1>${sections.join('\n')}</html>\n`,
);
