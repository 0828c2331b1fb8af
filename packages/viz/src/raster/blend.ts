import type { ColorScale } from '../color/color-scale';
import { mix, type Rgb } from '../color/palettes';
import { repeat, resample, type Field } from './field';
import { blank, enlarge, type Raster } from './raster';
import { greyed } from './picture';

/** `'weighted'`: weak values let the picture through; `'even'`: the same opacity everywhere. */
export type BlendMode = 'weighted' | 'even';

export interface BlendOptions {
  scale: ColorScale;
  opacity: number;
  blend: BlendMode;
  /** Enlargement of the picture's pixels in the result. */
  factor: number;
}

/**
 * The map in colour over the grey picture: `out = (1 - a) * grey + a * color`, `a = opacity` or, weighted,
 * `opacity * strength` with strength 0..1 along the scale (from its middle if it diverges).
 */
export function blendMap(image: Raster, map: Field, options: BlendOptions): Raster {
  const { scale, opacity, blend, factor } = options;
  const base = enlarge(greyed(image), factor);
  const field = fitField(map, image, factor);
  const out = blank(base.width, base.height);
  for (let i = 0; i < field.values.length; i++) {
    const value = field.values[i];
    const t = scale.position(value);
    const strength = scale.diverging ? Math.abs(2 * t - 1) : t;
    const grey = base.data[i * 4];
    const color = mix(
      [grey, grey, grey],
      scale.color(value),
      blend === 'even' ? opacity : opacity * strength,
    );
    setPixel(out, i, color);
  }
  return out;
}

/**
 * The picture with every pixel black where the map, scaled to 0..1 by its least and greatest value, is under `threshold`, and
 * the share of pixels that are left.
 */
export function maskImage(image: Raster, map: Field, threshold: number): { image: Raster; kept: number } {
  const field = fitField(map, image, 1);
  const low = field.values.reduce((a, b) => Math.min(a, b));
  const high = field.values.reduce((a, b) => Math.max(a, b));
  const out = { ...image, data: image.data.slice() };
  let kept = field.values.length;
  field.values.forEach((value, i) => {
    const scaled = high > low ? (value - low) / (high - low) : 0;
    if (scaled >= threshold) return;
    out.data.fill(0, i * 4, i * 4 + 3);
    kept--;
  });
  return { image: out, kept: kept / field.values.length };
}

/** The field at the size of the enlarged picture: its own pixels if it has the picture's size, else smoothly. */
export function fitField(map: Field, image: Raster, factor: number): Field {
  const same = map.width === image.width && map.height === image.height;
  return same ? repeat(map, factor) : resample(map, image.width * factor, image.height * factor);
}

export function setPixel(raster: Raster, index: number, rgb: Rgb): void {
  for (let k = 0; k < 3; k++) raster.data[index * 4 + k] = Math.round(rgb[k]);
  raster.data[index * 4 + 3] = 255;
}
