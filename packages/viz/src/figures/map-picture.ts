import { colorize, colorScale, type ColorOptions } from '../color/color-scale';
import type { ValueMap } from '../figure';
import { fieldOf } from '../raster/field';

/**
 * A map of values in the colours of `heatmap`, as a picture `[h, w, 3]` that grids and sheets of pictures take.
 *
 * Errors: other shapes than one map, NaN, an unknown scale or palette.
 *
 * @example
 * const { data, shape } = mapPicture({ values: Float32Array.of(0, 0.5, 0.5, 1), shape: [2, 2] });
 */
export function mapPicture(
  map: ValueMap,
  options: ColorOptions = {},
): { data: Uint8Array; shape: [h: number, w: number, channels: 3] } {
  const field = fieldOf('values', map);
  const { data } = colorize(field, colorScale(field.values, options));
  return { data: data.filter((_, i) => i % 4 < 3), shape: [field.height, field.width, 3] };
}
