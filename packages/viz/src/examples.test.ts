import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import * as viz from './index';
import { examples } from './testing/examples';
import { textBoxes } from './testing/read-svg';

const themes = ['light', 'dark'] as const;
const drawn = (theme?: 'dark') =>
  Object.fromEntries(Object.entries(examples).map(([name, draw]) => [name, draw({ theme })]));
const light = drawn();
const dark = drawn('dark');
const both = Object.keys(examples).flatMap((name) => themes.map((theme) => [name, theme] as const));

describe.each(Object.keys(examples))('the figure %s', (name) => {
  it('is the picture kept as an SVG', async () => {
    await expect(light[name].svg).toMatchFileSnapshot(`./__snapshots__/${name}.svg`);
  });

  it('is the same each time, and in one for a page that chooses the theme', () => {
    const { svg } = examples[name]({ theme: 'auto' });
    const of = (theme: 0 | 1) =>
      svg
        .replace(/<style>.*?<\/style>/, '')
        .replace(/light-dark\((#\w+), (#\w+)\)/g, (...colors: string[]) => colors[1 + theme]);
    expect(svg).toContain('light-dark(');
    expect(of(0)).toBe(light[name].svg);
    expect(of(1)).toBe(dark[name].svg);
  });

  it('takes a title and a caption and escapes them', () => {
    const { svg } = examples[name]({ title: 'A <b> & "c"', caption: "it's\u0000 <i>" });
    // Examples that set a title of their own keep it.
    expect(svg).toMatch(/<title>(A &lt;b&gt; &amp; &quot;c&quot;|One &lt;face&gt; |Two convolutions)/);
    expect(svg).not.toContain('<b>');
    expect(svg).not.toContain('\u0000');
    expect(() => new Resvg(svg)).not.toThrow();
  });
});

describe.each(both)('the figure %s in the %s theme', (name, theme) => {
  const figure = { light, dark }[theme][name];

  it('is well-formed SVG of the stated, positive, whole size', () => {
    // The renderer's XML parser is strict.
    const parsed = new Resvg(figure.svg);
    expect([parsed.width, parsed.height]).toEqual([figure.width, figure.height]);
    expect(figure.width).toBeGreaterThan(0);
    expect(Number.isInteger(figure.width) && Number.isInteger(figure.height)).toBe(true);
  });

  it('has a title', () => {
    expect(figure.svg).toMatch(/<title>[^<]+<\/title>/);
  });

  it('has no number that is not one', () => {
    expect(figure.svg.replace(/base64,[^"]*/g, '')).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it('writes nothing smaller than 11 pixels', () => {
    const sizes = [...figure.svg.matchAll(/font-size="([^"]*)"/g)].map((match) => Number(match[1]));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
  });

  it('keeps every text inside the figure', () => {
    const boxes = textBoxes(figure.svg);
    expect(boxes.length).toBeGreaterThan(0);
    const outside = boxes.filter(
      (box) => box.left < 8 || box.top < 8 || box.right > figure.width - 8 || box.bottom > figure.height - 8,
    );
    expect(outside).toEqual([]);
  });

  it('lets no two texts touch', () => {
    const boxes = textBoxes(figure.svg);
    const touching = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.content} | ${b.content}`),
    );
    expect(touching).toEqual([]);
  });
});

describe('the family', () => {
  it('has an example for every exported figure', () => {
    const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    // These give pictures for figures, not figures.
    const others = ['mapPicture', 'maskedPicture'];
    const missing = Object.keys(viz)
      .filter((name) => !others.includes(name))
      .map(kebab)
      .filter(
        (figure) => !Object.keys(examples).some((name) => name === figure || name.startsWith(`${figure}-`)),
      );
    expect(missing).toEqual([]);
  });

  it.each(Object.keys(examples))('refuses an unknown theme: %s', (name) => {
    expect(() => examples[name]({ theme: 'sepia' as 'dark' })).toThrow(
      "invalid theme: sepia (expected 'light', 'dark' or 'auto')",
    );
  });
});
