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
  /** The full end of a table's shading, from `panel`. */
  strong: string;
  /** Right predictions, the first series. */
  blue: string;
  /** Wrong predictions, the second series. */
  orange: string;
  /** Categorical colours in order (after Okabe and Ito, 2008). */
  series: readonly string[];
}

export type ThemeName = 'light' | 'dark';

const themes: Record<ThemeName, Theme> = {
  light: {
    background: '#ffffff',
    panel: '#f1f3f6',
    ink: '#1a2029',
    muted: '#586270',
    faint: '#dfe3e8',
    strong: '#0d4f8f',
    blue: '#1f6cb0',
    orange: '#c4560a',
    series: ['#1f6cb0', '#d9771a', '#159a7b', '#8a63b8', '#c2528b', '#7a828e'],
  },
  dark: {
    background: '#14181f',
    panel: '#222933',
    ink: '#eef1f5',
    muted: '#a3adba',
    faint: '#343d49',
    strong: '#7cc0ff',
    blue: '#6cb4f0',
    orange: '#f59b52',
    series: ['#6cb4f0', '#f0a35a', '#46c4a3', '#b797e0', '#e58ab8', '#a3adba'],
  },
};

/** The theme of a name; an unknown name is an error. */
export function themeOf(name: ThemeName = 'light'): Theme {
  if (!Object.hasOwn(themes, name)) throw new Error(`invalid theme: ${name} (expected 'light' or 'dark')`);
  return themes[name];
}

/** Type sizes in pixels at scale 1; nothing is smaller than `small`. */
export const type = { title: 17, subtitle: 13, heading: 13, label: 12, small: 11 } as const;

/** Fallbacks are no wider than Inter, so that a layout measured with Inter holds without it. */
export const fontFamily = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
