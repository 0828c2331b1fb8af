import { checkFinite, checkRange, checkWhole } from '../check';
import { colorScale } from '../color/color-scale';
import type { Figure, FigureOptions, Image } from '../figure';
import { rasterOf } from '../raster/picture';
import { enlarge } from '../raster/raster';
import { checkRegions, checkSegments, paintSegments, type Segments } from '../raster/segments';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { label, picture } from '../svg/shapes';
import { verdictMark } from '../svg/verdict-mark';
import { wrap } from '../text/measure';
import { themeOf, type } from '../theme';
import { borderColor } from './superpixel-overlay';

/** A picture, its superpixels, and what a model took it for. */
export interface ExplainedSuperpixels {
  image: Image;
  segments: Segments;
  /** Regions that stay clear: those that LIME found to matter. */
  keep: readonly number[];
  /** One value a region, tinted blue (against) or red (for), by one scale for the sheet. */
  weights?: ArrayLike<number>;
  /** Index of the true class, if known. */
  truth?: number;
  /** Index of the predicted class. */
  predicted: number;
  /** A last line of the caption, such as the fit of the linear model. */
  note?: string;
}

export interface SuperpixelSheetOptions extends FigureOptions {
  /** Names of the classes. */
  classes: readonly string[];
  /** Pictures a row. Default: all up to 7, so that one of each expression stand side by side. */
  columns?: number;
  /** Length of a picture's longer side in pixels, rounded to a whole multiple of its own. Default 144. */
  size?: number;
}

const gap = 14;
const leading = 16;

/**
 * Pictures above what is left of them when only the superpixels that matter stay clear, with `label / predicted` under each:
 * ticked if they agree, else crossed.
 *
 * Errors: no items, pictures of unlike sizes, segments that do not fit, regions or classes that there are not, NaN.
 *
 * @example
 * const { svg } = superpixelSheet(
 *   [{ image: { data: face, shape: [48, 48, 1] }, segments, keep: [3, 7, 12], truth: 0, predicted: 4 }],
 *   { classes: FER_CLASSES },
 * );
 */
export function superpixelSheet(
  items: readonly ExplainedSuperpixels[],
  options: SuperpixelSheetOptions,
): Figure {
  const { classes, columns = Math.min(7, items.length), size: target = 144 } = options;
  if (items.length === 0) throw new Error('invalid number of items: 0 (expected at least 1)');
  checkWhole('columns', columns, 1);
  checkRange('size', target, 48, 1024);
  const theme = themeOf(options.theme);
  const images = items.map((item, i) => rasterOf(`image of items[${i}]`, item.image));
  const { width, height } = images[0];
  items.forEach((item, i) => {
    const image = images[i];
    if (image.width !== width || image.height !== height)
      throw new Error(
        `invalid size of image of items[${i}]: ${image.height} x ${image.width} (expected ${height} x ${width} as in items[0])`,
      );
    check(item, i, classes.length);
    checkSegments(item.segments, image);
    checkRegions(item.segments, item);
  });
  const weights = items.flatMap((item) => Array.from(item.weights ?? []));
  const scale =
    weights.length > 0 ? colorScale(Float32Array.from(weights), { scale: 'diverging' }) : undefined;
  const size = tileSize(width, height, target);
  const painted = items.map(({ segments, keep, weights }, i) =>
    paintSegments(images[i], segments, {
      factor: size.factor,
      keep: new Set(keep),
      tint: weights && scale && { weights, scale },
      border: borderColor,
    }),
  );
  const captions = items.map(({ truth, predicted, note }) => {
    const names = truth === undefined ? classes[predicted] : `${classes[truth]} / ${classes[predicted]}`;
    const numbers = truth === undefined ? '' : `${truth} / ${predicted}`;
    // Room for the mark beside the first line.
    const mark = truth === undefined ? 0 : 20;
    return {
      strong: wrap(names, size.width - mark, type.label, 600),
      soft: [numbers, note]
        .filter((text) => text)
        .flatMap((text) => wrap(text!, size.width - mark, type.small)),
      mark,
    };
  });
  const captionHeight =
    Math.max(...captions.map(({ strong, soft }) => strong.length + soft.length)) * leading + 8;
  const pitch = { x: size.width + gap, y: 2 * size.height + 6 + captionHeight + gap };
  const rows = Math.ceil(items.length / columns);
  const bodyHeight = rows * pitch.y - gap;

  const draw = (x: number, y: number) =>
    items
      .map(({ truth, predicted }, i) => {
        const left = x + (i % columns) * pitch.x;
        const top = y + Math.floor(i / columns) * pitch.y;
        const { strong, soft, mark } = captions[i];
        const isRight = truth === predicted;
        const color = truth === undefined ? theme.ink : isRight ? theme.blue : theme.orange;
        const first = top + 2 * size.height + 6 + 18;
        return [
          picture(enlarge(images[i], size.factor), left, top, size.width, size.height, theme),
          picture(painted[i], left, top + size.height + 6, size.width, size.height, theme),
          mark > 0 ? verdictMark(left + 7, first - 4, isRight, theme) : '',
          ...strong.map((line, k) =>
            label(left + mark, first + k * leading, line, { size: type.label, weight: 600, fill: color }),
          ),
          ...soft.map((line, k) =>
            label(left + mark, first + (strong.length + k) * leading, line, {
              size: type.small,
              fill: theme.muted,
            }),
          ),
        ].join('');
      })
      .join('') +
    (scale ? scaleBar(x, y + bodyHeight + 10, Math.max(size.width, 240), scale, { theme }) : '');
  return frame(
    {
      title: 'The superpixels that matter',
      note: [
        items.some(({ truth }) => truth !== undefined) ? 'Captions: label / predicted.' : '',
        scale ? 'Superpixels tinted by their weights, one scale for all.' : '',
      ]
        .filter(Boolean)
        .join(' '),
      width: Math.min(columns, items.length) * pitch.x - gap,
      height: bodyHeight + (scale ? 10 + scaleBarHeight : 0),
      draw,
    },
    options,
  );
}

function check({ truth, predicted, weights }: ExplainedSuperpixels, i: number, classes: number): void {
  checkWhole(`predicted of items[${i}]`, predicted, 0, classes - 1);
  if (truth !== undefined) checkWhole(`truth of items[${i}]`, truth, 0, classes - 1);
  if (weights) checkFinite(`weights of items[${i}]`, weights);
}
