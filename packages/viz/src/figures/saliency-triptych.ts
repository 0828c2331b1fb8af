import { checkRange } from '../check';
import { colorize, colorScale, type ColorOptions } from '../color/color-scale';
import type { Figure, FigureOptions, Image, ValueMap } from '../figure';
import { maskImage } from '../raster/blend';
import { fieldOf } from '../raster/field';
import { rasterOf } from '../raster/picture';
import { enlarge } from '../raster/raster';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { label, picture } from '../svg/shapes';
import { formatShare } from '../text/format';
import { themeOf, type } from '../theme';
import { clipNote } from './heatmap';

export interface SaliencyTriptychOptions extends FigureOptions, Pick<ColorOptions, 'palette' | 'clip'> {
  /** Where the map, scaled to 0..1 by its least and greatest value, is under this, the third picture is black. Default 0.5. */
  threshold?: number;
  /** Length of a picture's longer side in pixels, rounded to a whole multiple of its own. Default 240. */
  size?: number;
}

const gap = 18;
const head = 24;

/**
 * A picture, a map of what mattered in it, and what is left of the picture where the map is at least half of its range.
 *
 * @param image `[h, w]` or `[h, w, c]`, Float32 0..1 or Uint8 0..255.
 * @param map `[h, w]` of any resolution; a smaller one is resampled bilinearly for the mask.
 *
 * Errors: other shapes, NaN, a threshold outside 0..1.
 *
 * @example
 * const { svg } = saliencyTriptych({ data: face, shape: [48, 48, 1] }, { values, shape: [48, 48] }, { threshold: 0.5 });
 */
export function saliencyTriptych(image: Image, map: ValueMap, options: SaliencyTriptychOptions = {}): Figure {
  const { threshold = 0.5, size: target = 240 } = options;
  checkRange('threshold', threshold, 0, 1);
  checkRange('size', target, 48, 1024);
  const theme = themeOf(options.theme);
  const raster = rasterOf('image', image);
  const field = fieldOf('map', map);
  const scale = colorScale(field.values, options);
  const size = tileSize(raster.width, raster.height, target);
  const { image: masked, kept } = maskImage(raster, field, threshold);
  const mapSize = tileSize(field.width, field.height, target);
  const panels = [
    { name: 'image', raster: enlarge(raster, size.factor) },
    { name: 'map', raster: enlarge(colorize(field, scale), mapSize.factor) },
    { name: `map at least ${threshold}`, raster: enlarge(masked, size.factor) },
  ];
  const pitch = size.width + gap;
  return frame(
    {
      title: 'Saliency',
      note: [
        `The map is scaled to 0..1; black where it is under ${threshold}: ${formatShare(kept)} of the pixels are left.`,
        clipNote(options.clip),
      ]
        .filter(Boolean)
        .join(' '),
      width: 3 * pitch - gap,
      height: head + size.height + 14 + scaleBarHeight,
      draw: (x, y) =>
        panels
          .map(
            (panel, i) =>
              label(x + i * pitch, y + 13, panel.name, { size: type.heading, weight: 600, fill: theme.ink }) +
              picture(panel.raster, x + i * pitch, y + head, size.width, size.height, theme),
          )
          .join('') + scaleBar(x + pitch, y + head + size.height + 14, size.width, scale, { theme }),
    },
    options,
  );
}
