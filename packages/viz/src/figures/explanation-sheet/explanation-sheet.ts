import { checkCount, checkFinite, checkRange, checkWhole } from '../../check';
import { unitEnds, unitsNote, type MapUnits } from '../../color/shared-scale';
import type { Figure, FigureOptions, Image } from '../../figure';
import { rasterOf } from '../../raster/picture';
import { enlarge } from '../../raster/raster';
import { tileSize } from '../../raster/tile';
import { frame } from '../../svg/frame';
import { scaleBar, scaleBarHeight } from '../../svg/scale-bar';
import { label, picture } from '../../svg/shapes';
import { wrapName } from '../../text/measure';
import { themeOf, type, type Theme } from '../../theme';
import { clipNote } from '../heatmap';
import { onOneScale } from './one-scale';
import { panelHeight, panelWidth, probabilityPanel } from './probability-panel';
import { drawView, type DrawnView, type View } from './views';

/** One picture and what a model makes of it. */
export interface ExplanationRow {
  image: Image;
  /** What stands beside the picture, in order: maps, overlays, superpixels. */
  views: readonly View[];
  /** One a class, 0..1. */
  probabilities: ArrayLike<number>;
  /** Index of the true class, if known. */
  truth?: number;
  /** Index of the predicted class. Default: the most probable one. */
  predicted?: number;
  /** A few words beside the verdict, such as `row 12000`. */
  note?: string;
}

export interface ExplanationSheetOptions extends FigureOptions {
  /** Names of the classes, in the order of the probabilities. */
  classes: readonly string[];
  /** Heading over the pictures. Default `'image'`. */
  imageName?: string;
  /** Length of a picture's longer side in pixels, rounded to a whole multiple of its own. Default 144. */
  size?: number;
  /** Quantile of each map that gets the strongest colour. Default 0.995: single bright pixels do not darken the rest. */
  clip?: number;
  /**
   * Puts all maps on one colour scale: `'same'` if their values have one unit, `'own'` to divide each by its largest first.
   * Default: each map by its own range, each column by its own kind of scale.
   */
  units?: MapUnits;
}

const gap = 16;
const rowGap = 24;
const leading = 17;

/**
 * What a model sees, one picture a row: the picture, maps of what mattered (saliency, Grad-CAM, superpixels, ...), and
 * the probabilities of the classes with the verdict, blue and ticked if right, orange and crossed if wrong.
 * Each map is scaled by itself and the bars under the columns say which end is which, or with `units` all by one scale.
 *
 * Errors: no rows, rows with different pictures' sizes or views, probabilities that are not one a class in 0..1, NaN.
 *
 * @example
 * const { svg } = explanationSheet(
 *   [{ image: { data: face, shape: [48, 48, 1] }, views: [{ name: 'saliency', values, shape: [48, 48] }], probabilities, truth: 3 }],
 *   { classes: FER_CLASSES },
 * );
 */
export function explanationSheet(rows: readonly ExplanationRow[], options: ExplanationSheetOptions): Figure {
  const { classes, imageName = 'image', size: target = 144, clip = 0.995 } = options;
  checkRange('size', target, 48, 1024);
  check(rows, classes);
  const theme = themeOf(options.theme);
  const images = rows.map((row, i) => rasterOf(`image of rows[${i}]`, row.image));
  const size = tileSize(images[0].width, images[0].height, target);
  images.forEach((image, i) => {
    if (image.width !== images[0].width || image.height !== images[0].height)
      throw new Error(
        `invalid size of image of rows[${i}]: ${image.height} x ${image.width} (expected ${images[0].height} x ${images[0].width} as in rows[0])`,
      );
  });
  const one = options.units === undefined ? undefined : onOneScale(rows, options.units, clip);
  const drawn = (one?.rows ?? rows).map((row, i) =>
    row.views.map((view) => drawView(images[i], view, size.factor, clip)),
  );
  const names = [imageName, ...rows[0].views.map((view) => view.name)];
  const headings = names.map((name) => wrapName(name, size.width, type.heading, 600));
  const headLines = Math.max(...headings.map((lines) => lines.length));
  const headHeight = 9 + headLines * leading;
  const pitch = size.width + gap;
  const rowHeight = Math.max(size.height, panelHeight(classes.length));
  const panelLeft = names.length * pitch + 10;
  const bars = rows[0].views.map((_, j) => drawn.map((row) => row[j]));
  const hasBars = bars.some((column) => column.some((view) => view.scale));
  const bodyHeight = headHeight + rows.length * (rowHeight + rowGap) - rowGap;

  const draw = (x: number, y: number) => {
    const heading = { size: type.heading, weight: 600 as const, fill: theme.ink };
    const last = y + 13 + (headLines - 1) * leading;
    const parts = headings.flatMap((lines, j) =>
      lines.map((line, k) => label(x + j * pitch, last - (lines.length - 1 - k) * leading, line, heading)),
    );
    parts.push(label(x + panelLeft, last, 'prediction', heading));
    rows.forEach((row, i) => {
      const top = y + headHeight + i * (rowHeight + rowGap);
      const pictures = [enlarge(images[i], size.factor), ...drawn[i].map((view) => view.raster)];
      pictures.forEach((raster, j) =>
        parts.push(picture(raster, x + j * pitch, top, size.width, size.height, theme)),
      );
      const predicted = row.predicted ?? argmax(row.probabilities);
      parts.push(probabilityPanel(x + panelLeft, top, rowHeight, { ...row, classes, predicted }, theme));
    });
    const at = { x: x + pitch, y: y + bodyHeight + 14 };
    if (one)
      parts.push(
        scaleBar(at.x, at.y, Math.max(size.width, 240), one.scale, {
          theme,
          ends: unitEnds(one.scale, one.units),
        }),
      );
    else
      bars.forEach((column, j) => {
        parts.push(columnBar(at.x + j * pitch, at.y, size.width, column, theme));
      });
    return parts.join('');
  };
  return frame(
    {
      title: 'What the model looks at',
      note: hasBars
        ? [one ? unitsNote(one.units) : 'Colours: each map by its own range.', clipNote(clip)]
            .filter(Boolean)
            .join(' ')
        : undefined,
      width: panelLeft + panelWidth,
      height: bodyHeight + (hasBars ? 14 + scaleBarHeight : 0),
      draw,
    },
    options,
  );
}

/** The scale bar under a column, if all its rows have the same kind of scale. */
function columnBar(x: number, y: number, width: number, column: DrawnView[], theme: Theme): string {
  const scales = column.map((view) => view.scale);
  const [first] = scales;
  if (!first || scales.some((scale) => scale?.diverging !== first.diverging)) return '';
  return scaleBar(x, y, width, first, {
    theme,
    ends: first.diverging ? ['against', 'for'] : ['low', 'high'],
  });
}

function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

function check(rows: readonly ExplanationRow[], classes: readonly string[]): void {
  if (rows.length === 0) throw new Error('invalid number of rows: 0 (expected at least 1)');
  if (classes.length === 0) throw new Error('invalid number of classes: 0 (expected at least 1)');
  rows.forEach((row, i) => {
    const { probabilities } = row;
    checkCount(`probabilities of rows[${i}]`, probabilities.length, classes.length);
    checkFinite(`probabilities of rows[${i}]`, probabilities);
    checkProbabilities(`probability of rows[${i}]`, probabilities);
    for (const key of ['truth', 'predicted'] as const)
      if (row[key] !== undefined) checkWhole(`${key} of rows[${i}]`, row[key], 0, classes.length - 1);
    const names = row.views.map((view) => view.name).join(', ');
    const expected = rows[0].views.map((view) => view.name).join(', ');
    if (names !== expected)
      throw new Error(
        `invalid views of rows[${i}]: ${names || 'none'} (expected ${expected || 'none'} as in rows[0])`,
      );
  });
}

function checkProbabilities(name: string, values: ArrayLike<number>): void {
  // A softmax in float32 may end a rounding above 1.
  for (let k = 0; k < values.length; k++)
    if (values[k] > 1.0001 || values[k] < 0) checkRange(name, values[k], 0, 1);
}
