import { checkRange, checkWhole } from '../check';
import { colorScale, type ColorOptions } from '../color/color-scale';
import type { Figure, FigureOptions, Image, ValueMap } from '../figure';
import { blendMap } from '../raster/blend';
import { fieldOf } from '../raster/field';
import { rasterOf } from '../raster/picture';
import { enlarge } from '../raster/raster';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { box, label, picture } from '../svg/shapes';
import { themeOf, type } from '../theme';

export interface OcclusionMapOptions extends FigureOptions, Pick<ColorOptions, 'domain'> {
  /** `[h, w]` of the square that was hidden, in pixels: outlined on the picture. Default: not drawn. */
  window?: readonly [number, number];
  /** What the values are. Default `'how much the score drops'`. */
  label?: string;
  /** Length of a picture's longer side in pixels, rounded to a whole multiple of its own. Default 240. */
  size?: number;
}

const gap = 18;
const head = 24;

/**
 * What hiding each place does to the score: the picture with the window to scale, and the map over it, red where hiding the
 * place lowers the score and blue where it raises it,
 * clear where it does nothing.
 *
 * @param image `[h, w]` or `[h, w, c]`, Float32 0..1 or Uint8 0..255.
 * @param map `[h, w]`; of another resolution than the picture it is resampled bilinearly.
 *
 * Errors: other shapes, NaN, a window that is larger than the picture.
 *
 * @example
 * const { values, shape } = await occlusion(model, image, { window: [8, 8], stride: [4, 4] });
 * occlusionMap({ data: face, shape: [48, 48, 1] }, { values, shape }, { window: [8, 8] });
 */
export function occlusionMap(image: Image, map: ValueMap, options: OcclusionMapOptions = {}): Figure {
  const { window, label: unit = 'how much the score drops', size: target = 240, domain } = options;
  checkRange('size', target, 48, 1024);
  const theme = themeOf(options.theme);
  const raster = rasterOf('image', image);
  const field = fieldOf('map', map);
  if (window) {
    checkWhole('height of the window', window[0], 1, raster.height);
    checkWhole('width of the window', window[1], 1, raster.width);
  }
  const scale = colorScale(field.values, { scale: 'diverging', domain });
  const size = tileSize(raster.width, raster.height, target);
  const pixel = size.width / raster.width;
  const blended = blendMap(raster, field, { scale, opacity: 0.85, blend: 'weighted', factor: size.factor });
  const heading = { size: type.heading, weight: 600 as const, fill: theme.ink };
  const right = size.width + gap;
  const barTop = head + size.height + 14 + 18;
  return frame(
    {
      title: 'Occlusion',
      note: [
        'Red: hiding the place lowers the score; blue: raises it.',
        window ? `Outlined: the window of ${window.join(' × ')} pixels.` : '',
      ]
        .filter(Boolean)
        .join(' '),
      width: right + size.width,
      height: barTop + scaleBarHeight,
      draw: (x, y) =>
        [
          label(x, y + 13, 'image', heading),
          picture(enlarge(raster, size.factor), x, y + head, size.width, size.height, theme),
          // Two strokes, so that the outline is seen on dark and on bright pixels.
          ...(window
            ? (
                [
                  ['#000000', 4],
                  ['#ffd400', 2],
                ] as const
              ).map(([stroke, width]) =>
                box(x + 2, y + head + 2, window[1] * pixel - 4, window[0] * pixel - 4, {
                  fill: 'none',
                  stroke,
                  'stroke-width': width,
                }),
              )
            : []),
          label(x + right, y + 13, 'effect of hiding', heading),
          picture(blended, x + right, y + head, size.width, size.height, theme),
          label(x + right, y + barTop - 7, unit, { size: type.label, fill: theme.ink }),
          scaleBar(x + right, y + barTop, size.width, scale, { theme }),
        ].join(''),
    },
    options,
  );
}
