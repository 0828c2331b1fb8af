import { checkRange } from '../../check';
import { colorize, colorScale, type ColorOptions, type ColorScale } from '../../color/color-scale';
import type { Image, ValueMap } from '../../figure';
import { blendMap, maskImage } from '../../raster/blend';
import { fieldOf } from '../../raster/field';
import { rasterOf } from '../../raster/picture';
import { enlarge, type Raster } from '../../raster/raster';
import { checkSegments, paintSegments, type Segments } from '../../raster/segments';
import { borderColor } from '../superpixel-overlay';

/** A map of values beside the picture. */
export interface MapView extends ValueMap, ColorOptions {
  /** The heading of its column; rows put views of the same place in one column. */
  name: string;
  /**
   * `'map'` the values in colour, `'overlay'` over the grey picture, `'masked'` the picture, black where the map scaled
   * to 0..1 is under `threshold`. Default `'map'` for a map of the picture's size, else `'overlay'`.
   */
  display?: 'map' | 'overlay' | 'masked';
  /** Opacity of an overlay at its strongest. Default 0.75. */
  opacity?: number;
  /** For `'masked'`. Default 0.5. */
  threshold?: number;
}

/** A picture of its own, such as a reconstruction. */
export interface PictureView {
  name: string;
  picture: Image;
}

/** Superpixels over the picture, the kept ones clear. */
export interface SegmentsView {
  name: string;
  segments: Segments;
  keep?: readonly number[];
}

export type View = MapView | PictureView | SegmentsView;

export interface DrawnView {
  raster: Raster;
  /** Present if colours stand for values. */
  scale?: ColorScale;
}

/** One view of the picture in pixels, `factor` times as large. */
export function drawView(image: Raster, view: View, factor: number, clip: number): DrawnView {
  if ('picture' in view) {
    const picture = rasterOf(`picture of '${view.name}'`, view.picture);
    return { raster: enlarge(picture, factor) };
  }
  if ('segments' in view) {
    checkSegments(view.segments, image);
    const keep = view.keep && new Set(view.keep);
    return { raster: paintSegments(image, view.segments, { factor, keep, border: borderColor }) };
  }
  const { opacity = 0.75, threshold = 0.5 } = view;
  const field = fieldOf(`values of '${view.name}'`, view);
  const fits = field.width === image.width && field.height === image.height;
  const { display = fits ? 'map' : 'overlay' } = view;
  checkRange('opacity', opacity, 0, 1);
  checkRange('threshold', threshold, 0, 1);
  if (display === 'masked') return { raster: enlarge(maskImage(image, field, threshold).image, factor) };
  const palette = display === 'map' ? 'magma' : 'inferno';
  const scale = colorScale(field.values, { palette, clip, ...view });
  if (display === 'map') return { raster: enlarge(colorize(field, scale), factor), scale };
  if (display === 'overlay')
    return { raster: blendMap(image, field, { scale, opacity, blend: 'weighted', factor }), scale };
  throw new Error(
    `invalid display of '${view.name}': ${String(display)} (expected 'map', 'overlay' or 'masked')`,
  );
}
