/**
 * Writes src/text/advances.ts: how far each character of the bundled font moves the pen, measured with the
 * renderer that draws it. Run it after a change of the fonts: `npx tsx scripts/measure-font.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

const size = 1000;
const fontFiles = ['Regular', 'SemiBold'].map((name) =>
  fileURLToPath(new URL(`../fonts/Inter-${name}.ttf`, import.meta.url)),
);
const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const others = [...'·–—…×→←↑↓✓✗±−≤≥≈°²µ€‘’“”äöüßéèàçñøåÄÖÜÉ'];

function inkWidth(text: string, weight: number): number {
  const escaped = text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="2000"><text x="1000" y="1500" xml:space="preserve" ` +
    `style="font-kerning:none" font-family="Inter" font-weight="${weight}" font-size="${size}">${escaped}</text></svg>`;
  return new Resvg(svg, { font: { fontFiles, loadSystemFonts: false } }).getBBox()!.width;
}

// The ink between two letters H grows by exactly the advance of what stands between them.
const advance = (character: string, weight: number) =>
  Math.round(((inkWidth(`H${character}H`, weight) - inkWidth('HH', weight)) / size) * 1000);

const tables = [400, 600].map((weight) => {
  const row = ascii.map((c) => advance(c, weight)).join(', ');
  const map = others.map((c) => `'${c}': ${advance(c, weight)}`).join(', ');
  return `  ${weight}: {\n    ascii: [${row}],\n    others: { ${map} },\n  },`;
});

writeFileSync(
  new URL('../src/text/advances.ts', import.meta.url),
  `// Made by scripts/measure-font.ts from the bundled Inter. Do not edit.
/** Advance widths in thousandths of the font size, by font weight: characters 32..126, then some others. */
export const advances: Record<400 | 600, { ascii: number[]; others: Record<string, number> }> = {
${tables.join('\n')}
};
`,
);
