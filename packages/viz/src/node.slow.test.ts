import { Resvg } from '@resvg/resvg-js';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { toPng } from './node';
import { examples } from './testing/examples';
import { textBoxes } from './testing/read-svg';

const figure = examples['confusion-matrix']({});
const withoutFont = (svg: string) =>
  decode(new Uint8Array(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()));

describe('toPng', () => {
  it.each([1, 2, 0.5])('gives a PNG of the size of the figure times %s', (scale) => {
    const { width, height } = decode(toPng(figure, { scale }));
    expect(width).toBe(Math.round(figure.width * scale));
    expect(height).toBe(Math.round(figure.height * scale));
  });

  it('doubles the pixels by default', () => {
    expect(decode(toPng(figure)).width).toBe(figure.width * 2);
  });

  it.each(['light', 'dark'] as const)('draws every text of a figure (%s)', (theme) => {
    for (const name of ['confusion-matrix', 'history-plot', 'explanation-sheet-segments']) {
      const { svg, width, height } = examples[name]({ theme });
      const drawn = decode(toPng({ svg, width, height }, { scale: 1 }));
      const bare = withoutFont(svg);
      const blank = textBoxes(svg).filter((box) => {
        let ink = 0;
        for (let y = Math.floor(box.top); y < box.bottom; y++)
          for (let x = Math.floor(box.left); x < box.right; x++) {
            const i = (y * width + x) * drawn.channels;
            if (Math.abs(drawn.data[i] - bare.data[i]) > 24) ink++;
          }
        return ink < 2;
      });
      expect(blank.map((box) => box.content)).toEqual([]);
    }
  });

  it('gives the same bytes each time', () => {
    expect(toPng(figure)).toEqual(toPng(figure));
  });

  it.each([0, -1, 17, NaN])('refuses the scale %s', (scale) => {
    expect(() => toPng(figure, { scale })).toThrow(`invalid scale: ${scale} (expected above 0, at most 16)`);
  });

  it('refuses a figure of both themes: it would be black', () => {
    expect(() => toPng(examples['bar-chart']({ theme: 'auto' }))).toThrow(
      "invalid theme of the figure: auto (expected 'light' or 'dark' for a PNG)",
    );
    // The words alone are no theme.
    expect(() => toPng(examples['bar-chart']({ title: '="light-dark(' }))).not.toThrow();
  });
});
