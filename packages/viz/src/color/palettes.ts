import {
  interpolateBlues,
  interpolateGreys,
  interpolateInferno,
  interpolateMagma,
  interpolateViridis,
} from 'd3-scale-chromatic';

export type Rgb = readonly [number, number, number];

/**
 * Colour maps, all even in lightness and safe for colour-blind readers: viridis, magma and inferno (van der Walt and
 * Smith, 2015), blues and greys, and blue-white-red (ColorBrewer's RdBu turned so that red is positive, with its grey
 * middle made white).
 */
export type PaletteName = 'viridis' | 'magma' | 'inferno' | 'greys' | 'blues' | 'blueWhiteRed';

// ColorBrewer 2.0 (C. Brewer), RdBu with 11 classes.
const blueWhiteRed = [
  '#053061',
  '#2166ac',
  '#4393c3',
  '#92c5de',
  '#d1e5f0',
  '#ffffff',
  '#fddbc7',
  '#f4a582',
  '#d6604d',
  '#b2182b',
  '#67001f',
].map(parse);

// An odd number, so that 0 in the middle of a diverging scale has a colour of its own: white.
const steps = 257;

const interpolators: Record<PaletteName, (t: number) => string> = {
  viridis: interpolateViridis,
  magma: interpolateMagma,
  inferno: interpolateInferno,
  greys: (t) => interpolateGreys(1 - t),
  blues: interpolateBlues,
  blueWhiteRed: (t) => toHex(between(blueWhiteRed, t)),
};

const tables = new Map<PaletteName, Rgb[]>();

/** 257 colours from the low end to the high end. */
export function palette(name: PaletteName): readonly Rgb[] {
  if (!Object.hasOwn(interpolators, name))
    throw new Error(`invalid palette: ${name} (expected ${Object.keys(interpolators).join(', ')})`);
  const known = tables.get(name);
  if (known) return known;
  const made = Array.from({ length: steps }, (_, i) => parse(interpolators[name](i / (steps - 1))));
  tables.set(name, made);
  return made;
}

/** `#rrggbb` or `rgb(r, g, b)` as three numbers 0..255. */
export function parse(color: string): Rgb {
  if (color.startsWith('#')) {
    const bits = Number.parseInt(color.slice(1), 16);
    return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
  }
  const [r, g, b] = color.match(/\d+/g)!.map(Number);
  return [r, g, b];
}

function between(stops: readonly Rgb[], t: number): Rgb {
  const position = t * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(position));
  return mix(stops[low], stops[low + 1], position - low);
}

export const toHex = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** The colour `t` of the way from one to another. */
export const mix = (from: Rgb, to: Rgb, t: number): Rgb => [
  from[0] + (to[0] - from[0]) * t,
  from[1] + (to[1] - from[1]) * t,
  from[2] + (to[2] - from[2]) * t,
];

/** Near-black or white, whichever has more contrast (WCAG 2): they are equal at a relative luminance of 0.197. */
export function inkOn([r, g, b]: Rgb): string {
  const linear = (part: number) =>
    part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return luminance > 0.197 ? '#11161d' : '#ffffff';
}
