import { checkRange } from '../check';
import { blank, type Raster } from '../raster/raster';
import type { Field } from '../raster/field';
import { palette, type PaletteName, type Rgb } from './palettes';

/** How numbers become colours. */
export interface ColorOptions {
  /**
   * `'sequential'` from 0 (or the least value) up, `'diverging'` symmetric about 0 with 0 in white, `'auto'` diverging
   * if any value is negative. Default `'auto'`.
   */
  scale?: 'auto' | 'sequential' | 'diverging';
  /** Colours of a sequential scale. Default `'magma'`. Diverging scales are blue-white-red. */
  palette?: Exclude<PaletteName, 'blueWhiteRed'>;
  /** `[low, high]` in the unit of the values; default: the range of the values, made symmetric if diverging. */
  domain?: readonly [number, number];
  /** Quantile of the absolute values that gets the strongest colour; values above look the same. 0.5..1, default 1. */
  clip?: number;
}

/** A mapping from values to colours. */
export interface ColorScale {
  diverging: boolean;
  domain: readonly [number, number];
  colors: readonly Rgb[];
  /** 0..1 along the palette. */
  position: (value: number) => number;
  color: (value: number) => Rgb;
}

/** The scale for values that are known to be finite. */
export function colorScale(values: Float32Array, options: ColorOptions = {}): ColorScale {
  const { scale = 'auto', palette: name = 'magma', domain, clip = 1 } = options;
  if (scale !== 'auto' && scale !== 'sequential' && scale !== 'diverging')
    throw new Error(`invalid scale: ${String(scale)} (expected 'auto', 'sequential' or 'diverging')`);
  checkRange('clip', clip, 0.5, 1);
  if (domain && !(domain[0] < domain[1]))
    throw new Error(`invalid domain: [${domain.join(', ')}] (expected [low, high] with low < high)`);
  const diverging = scale === 'diverging' || (scale === 'auto' && values.some((value) => value < 0));
  const [low, high] = domain ?? rangeOf(values, diverging, clip);
  const colors = palette(diverging ? 'blueWhiteRed' : name);
  const position = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
  return {
    diverging,
    domain: [low, high],
    colors,
    position,
    color: (value) => colors[Math.round(position(value) * (colors.length - 1))],
  };
}

/** The field in colours. */
export function colorize(field: Field, scale: ColorScale): Raster {
  const raster = blank(field.width, field.height);
  field.values.forEach((value, i) => {
    raster.data.set(scale.color(value), i * 4);
    raster.data[i * 4 + 3] = 255;
  });
  return raster;
}

function rangeOf(values: Float32Array, diverging: boolean, clip: number): readonly [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const low = diverging ? 0 : Math.min(0, least);
  const top = quantile(diverging ? values.map(Math.abs) : values, clip);
  // A field without any contrast gets the low end of the palette (or white), not a division by zero.
  const high = top > low ? top : low + 1;
  return diverging ? [-high, high] : [low, high];
}

/** The value below which a share `q` of the values lies; the greatest value if that one is the bottom of the range. */
function quantile(values: Float32Array, q: number): number {
  const sorted = Float32Array.from(values).sort();
  const most = sorted[sorted.length - 1];
  const value = sorted[Math.ceil(q * sorted.length) - 1] ?? most;
  return value > sorted[0] ? value : most;
}
