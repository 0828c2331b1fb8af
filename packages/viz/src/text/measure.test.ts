import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { textWidth, truncate, wrap } from './measure';

const fontFiles = ['Regular', 'SemiBold'].map((name) =>
  fileURLToPath(new URL(`../../fonts/Inter-${name}.ttf`, import.meta.url)),
);

function inkWidth(text: string, size: number, weight: number): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="99"><text x="9" y="60" font-family="Inter" font-size="${size}" font-weight="${weight}">${text}</text></svg>`;
  return new Resvg(svg, { font: { fontFiles, loadSystemFonts: false } }).getBBox()!.width;
}

describe('measured text', () => {
  it.each([400, 600] as const)('is as wide as the renderer draws it, weight %i', (weight) => {
    for (const text of [
      'Happy surprise 97 % of 28,709',
      'integrated gradients',
      'WAVE → Tomography × 3.1e−4',
      'Größe …',
    ]) {
      const ratio = textWidth(text, 20, weight) / inkWidth(text, 20, weight);
      expect(ratio).toBeGreaterThan(0.995);
      expect(ratio).toBeLessThan(1.06);
    }
  });

  it('wraps at spaces, keeps newlines and loses no word', () => {
    const text = 'the quick brown fox\njumps over the lazy dog';
    const lines = wrap(text, 90, 12);
    expect(lines.join(' ')).toBe(text.replace('\n', ' '));
    expect(lines.every((line) => textWidth(line, 12) <= 90)).toBe(true);
    expect(lines.length).toBeGreaterThan(2);
  });

  it('breaks a word that is wider than the line', () => {
    const lines = wrap('x'.repeat(100), 60, 12);
    expect(lines.join('')).toBe('x'.repeat(100));
    expect(lines.every((line) => textWidth(line, 12) <= 60)).toBe(true);
  });

  it('truncates with an ellipsis only what does not fit', () => {
    expect(truncate('sad', 100, 12)).toBe('sad');
    const cut = truncate('a very long name of a class', 60, 12);
    expect(cut).toMatch(/^a very.*…$/);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(60);
  });
});
