import { checkRange } from '../check';
import { colorize, colorScale, type ColorOptions } from '../color/color-scale';
import type { Figure, FigureOptions, ValueMap } from '../figure';
import { fieldOf } from '../raster/field';
import { enlarge } from '../raster/raster';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { label, picture } from '../svg/shapes';
import { themeOf, type } from '../theme';

export interface HeatmapOptions extends FigureOptions, ColorOptions {
  /** Length of the longer side in pixels, rounded to a whole multiple of the map's. Default 288. */
  size?: number;
  /** What the numbers are, written over the scale bar. Default none. */
  label?: string;
}

/**
 * A map of values in colour, with a scale bar: magma from 0 up if no value is negative, else blue-white-red with white
 * at 0. Each value is a square.
 *
 * Errors: other shapes than one map, NaN, an unknown scale or palette.
 *
 * @example
 * const { svg } = heatmap({ values: Float32Array.of(-1, 0, 0, 1), shape: [2, 2] }, { title: 'Attribution' });
 */
export function heatmap(map: ValueMap, options: HeatmapOptions = {}): Figure {
  const { size: target = 288 } = options;
  checkRange('size', target, 16, 4096);
  const theme = themeOf(options.theme);
  const field = fieldOf('values', map);
  const scale = colorScale(field.values, options);
  const size = tileSize(field.width, field.height, target);
  const barTop = size.height + 14 + (options.label ? 18 : 0);
  return frame(
    {
      title: 'Heat map',
      note: clipNote(options.clip),
      width: size.width,
      height: barTop + scaleBarHeight,
      draw: (x, y) =>
        picture(enlarge(colorize(field, scale), size.factor), x, y, size.width, size.height, theme) +
        (options.label
          ? label(x, y + barTop - 7, options.label, { size: type.label, fill: theme.ink })
          : '') +
        scaleBar(x, y + barTop, size.width, scale, { theme }),
    },
    options,
  );
}

/** The sentence that owns up to clipping. */
export function clipNote(clip = 1): string | undefined {
  if (clip >= 1) return undefined;
  const share = Number(((1 - clip) * 100).toPrecision(2));
  return `The strongest ${share} % of the values share the last colour.`;
}
