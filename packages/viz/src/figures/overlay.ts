import { checkRange } from '../check';
import { colorScale, type ColorOptions } from '../color/color-scale';
import type { Figure, FigureOptions, Image, ValueMap } from '../figure';
import { blendMap, type BlendMode } from '../raster/blend';
import { fieldOf } from '../raster/field';
import { rasterOf } from '../raster/picture';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { picture } from '../svg/shapes';
import { themeOf } from '../theme';
import { clipNote } from './heatmap';

export interface OverlayOptions extends FigureOptions, ColorOptions {
  /** Opacity 0..1 of the map at its strongest. Default 0.75. */
  opacity?: number;
  /** `'weighted'` (default): weak values let the picture through. `'even'`: the same opacity everywhere. */
  blend?: BlendMode;
  /** Length of the longer side in pixels, rounded to a whole multiple of the picture's. Default 288. */
  size?: number;
}

/**
 * A map in colour over the picture in grey. A map of another resolution is resampled bilinearly with half-pixel
 * centres, as for Grad-CAM at the resolution of its layer.
 *
 * @param image `[h, w]` or `[h, w, c]`, Float32 0..1 or Uint8 0..255.
 * @param map `[h, w]` of any resolution.
 *
 * Errors: other shapes, NaN, an opacity outside 0..1.
 *
 * @example
 * const { svg } = overlay({ data: face, shape: [48, 48, 1] }, { values: cam, shape: [6, 6] }, { opacity: 0.6 });
 */
export function overlay(image: Image, map: ValueMap, options: OverlayOptions = {}): Figure {
  const { opacity = 0.75, blend = 'weighted', size: target = 288 } = options;
  checkRange('opacity', opacity, 0, 1);
  checkRange('size', target, 16, 4096);
  if (blend !== 'weighted' && blend !== 'even')
    throw new Error(`invalid blend: ${String(blend)} (expected 'weighted' or 'even')`);
  const theme = themeOf(options.theme);
  const raster = rasterOf('image', image);
  const field = fieldOf('map', map);
  const scale = colorScale(field.values, { palette: 'inferno', ...options });
  const size = tileSize(raster.width, raster.height, target);
  const blended = blendMap(raster, field, { scale, opacity, blend, factor: size.factor });
  return frame(
    {
      title: 'Overlay',
      note: clipNote(options.clip),
      width: size.width,
      height: size.height + 14 + scaleBarHeight,
      draw: (x, y) =>
        picture(blended, x, y, size.width, size.height, theme) +
        scaleBar(x, y + size.height + 14, size.width, scale, { theme }),
    },
    options,
  );
}
