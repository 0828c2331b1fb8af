import { inkOn, mix, parse, toHex } from './color/palettes';

/** The colours of a figure. Blue and orange carry every contrast: they stay apart for colour-blind readers. */
export interface Theme {
  background: string;
  /** Empty cells, tracks of bars. */
  panel: string;
  ink: string;
  /** Secondary text. */
  muted: string;
  /** Grid lines and frames. */
  faint: string;
  /** Right predictions, the first series. */
  blue: string;
  /** Wrong predictions, the second series. */
  orange: string;
  /** Categorical colours in order (after Okabe and Ito, 2008). */
  series: readonly string[];
  /** A table's cell, from `panel` (0) to the full colour (1), and the ink that is read on it. */
  shade: (share: number) => { fill: string; ink: string };
}

/** `'auto'` is the page's: see `themeOf`. */
export type ThemeName = 'light' | 'dark' | 'auto';

const plain = {
  light: shaded('#0d4f8f', {
    background: '#ffffff',
    panel: '#f1f3f6',
    ink: '#1a2029',
    muted: '#586270',
    faint: '#dfe3e8',
    blue: '#1f6cb0',
    orange: '#c4560a',
    series: ['#1f6cb0', '#d9771a', '#159a7b', '#8a63b8', '#c2528b', '#7a828e'],
  }),
  dark: shaded('#7cc0ff', {
    background: '#14181f',
    panel: '#222933',
    ink: '#eef1f5',
    muted: '#a3adba',
    faint: '#343d49',
    blue: '#6cb4f0',
    orange: '#f59b52',
    series: ['#6cb4f0', '#f0a35a', '#46c4a3', '#b797e0', '#e58ab8', '#a3adba'],
  }),
};

const themes: Record<ThemeName, Theme> = { ...plain, auto: either(plain.light, plain.dark) };

/**
 * The theme of a name. The colours of `'auto'` are CSS `light-dark(...)`, so that a browser takes those of the page's
 * `color-scheme`, at any time. Throws on an unknown name.
 */
export function themeOf(name: ThemeName = 'light'): Theme {
  if (!Object.hasOwn(themes, name))
    throw new Error(`invalid theme: ${name} (expected 'light', 'dark' or 'auto')`);
  return themes[name];
}

/** A theme with cells from its panel to `strong`. One hue: lightness does the work in both themes. */
function shaded(strong: string, colors: Omit<Theme, 'shade'>): Theme {
  return {
    ...colors,
    shade(share) {
      const color = mix(parse(colors.panel), parse(strong), share);
      return { fill: toHex(color), ink: inkOn(color) };
    },
  };
}

/** Both themes at once. */
function either(light: Theme, dark: Theme): Theme {
  const pair = (a: string, b: string) => (a === b ? a : `light-dark(${a}, ${b})`);
  const { series, shade, ...colors } = light;
  const pairs = Object.entries(colors).map(([key, color]) => [key, pair(color, dark[key as 'ink'])]);
  return {
    ...(Object.fromEntries(pairs) as typeof colors),
    series: series.map((color, i) => pair(color, dark.series[i])),
    shade: (share) => {
      const [a, b] = [shade(share), dark.shade(share)];
      return { fill: pair(a.fill, b.fill), ink: pair(a.ink, b.ink) };
    },
  };
}

/** Type sizes in pixels at scale 1; nothing is smaller than `small`. */
export const type = { title: 17, subtitle: 13, heading: 13, label: 12, small: 11 } as const;

/** Fallbacks are no wider than Inter, so that a layout measured with Inter holds without it. */
export const fontFamily = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
