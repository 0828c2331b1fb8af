import { checkCount, checkRange } from '../check';
import { colorize } from '../color/color-scale';
import { sharedScale, unitEnds, unitsNote, type MapUnits } from '../color/shared-scale';
import type { Figure, FigureOptions, Image, ValueMap } from '../figure';
import { blendMap, fitField } from '../raster/blend';
import { fieldOf } from '../raster/field';
import { rasterOf } from '../raster/picture';
import { enlarge } from '../raster/raster';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { label, picture, rule } from '../svg/shapes';
import { formatValue } from '../text/format';
import { wrap, wrapName } from '../text/measure';
import { themeOf, type } from '../theme';
import { clipNote } from './heatmap';
import { checkScores, ranked, type MetricScores } from './metric-scores';

/** Maps of several methods for one or more pictures. */
export interface MethodMapsData {
  methods: readonly string[];
  rows: readonly {
    image: Image;
    /** One a method, of any resolution. */
    maps: readonly ValueMap[];
    /** Under the picture. */
    caption?: string;
  }[];
  /** Written under the methods' columns, the best in bold. */
  metrics?: readonly MetricScores[];
}

export interface MethodMapsOptions extends FigureOptions {
  /** `'same'` if all values have one unit, such as shares of the score. Default `'own'`: each map by its largest. */
  units?: MapUnits;
  /** `'map'` (default): the values in colour. `'overlay'`: over the grey picture, weak values let it through. */
  display?: 'map' | 'overlay';
  /** Quantile of the absolute values that gets the strongest colour. Default 0.995. */
  clip?: number;
  /** Length of a picture's longer side in pixels. Default 144, with more than six columns 96. */
  size?: number;
}

const gap = 16;
const leading = 17;
const metricHeight = 22;

/**
 * What several methods say of the same pictures, side by side on one colour scale, with what metrics say of the methods under
 * them. Signed maps diverge about 0, and then all do: a method without negative values is red beside one that has them.
 * Maps of a lower resolution are resampled bilinearly.
 *
 * Errors: no methods or rows, another number of maps or scores than methods, other shapes, NaN, an unknown option.
 *
 * @example
 * const { svg } = methodMaps({
 *   methods: ['integratedGradients', 'deepLift'],
 *   rows: [{ image: { data: face, shape: [48, 48, 1] }, maps: [ig, lift] }],
 *   metrics: [{ name: 'deletion', better: 'lower', values: [0.21, 0.17] }],
 * }, { units: 'same' });
 */
export function methodMaps(data: MethodMapsData, options: MethodMapsOptions = {}): Figure {
  const { methods, rows, metrics = [] } = data;
  const {
    units = 'own',
    display = 'map',
    clip = 0.995,
    size: target = methods.length > 5 ? 96 : 144,
  } = options;
  check(data);
  checkRange('size', target, 48, 1024);
  if (display !== 'map' && display !== 'overlay')
    throw new Error(`invalid display: ${String(display)} (expected 'map' or 'overlay')`);
  const theme = themeOf(options.theme);
  const images = rows.map(({ image }, i) => rasterOf(`image of rows[${i}]`, image));
  const { fields, scale } = sharedScale(
    rows.flatMap(({ maps }, i) => maps.map((map, j) => fieldOf(`'${methods[j]}' of rows[${i}]`, map))),
    units,
    clip,
  );
  const sizes = images.map(({ width, height }) => tileSize(width, height, target));
  const drawn = images.map((image, i) => {
    const { factor } = sizes[i];
    return methods.map((_, j) => {
      const field = fields[i * methods.length + j];
      return display === 'map'
        ? enlarge(colorize(fitField(field, image, 1), scale), factor)
        : blendMap(image, field, { scale, opacity: 0.85, blend: 'weighted', factor });
    });
  });
  const width = Math.max(...sizes.map((size) => size.width));
  const pitch = width + gap;
  const headings = ['image', ...methods].map((name) => wrapName(name, width, type.heading, 600));
  const head = Math.max(...headings.map((lines) => lines.length)) * leading + 8;
  const captions = rows.map(({ caption }) => (caption ? wrap(caption, width, type.small) : []));
  const heights = sizes.map(({ height }, i) => height + captions[i].length * leading + gap);
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((a, b) => a + b, head));
  const below = heights.reduce((a, b) => a + b, head);
  const names = metrics.map(({ name, better }) =>
    wrap(`${name} ${better === 'lower' ? '↓' : '↑'}`, width, type.label),
  );
  const lineHeights = names.map((lines) => metricHeight + (lines.length - 1) * leading);
  const bars = below + lineHeights.reduce((a, b) => a + b, 0) + (metrics.length > 0 ? 18 : 0);

  const draw = (x: number, y: number) => {
    const parts = headings.flatMap((lines, j) =>
      lines.map((line, k) =>
        label(x + j * pitch, y + head - 8 - (lines.length - k) * leading + 13, line, {
          size: type.heading,
          weight: 600,
          fill: theme.ink,
        }),
      ),
    );
    images.forEach((image, i) => {
      const { width: w, height: h, factor } = sizes[i];
      const top = y + tops[i];
      parts.push(
        ...[enlarge(image, factor), ...drawn[i]].map((raster, j) =>
          picture(raster, x + j * pitch, top, w, h, theme),
        ),
        ...captions[i].map((line, k) =>
          label(x, top + h + 15 + k * leading, line, { size: type.small, fill: theme.muted }),
        ),
      );
    });
    let line = y + below;
    metrics.forEach((metric, m) => {
      const best = ranked(metric);
      parts.push(rule(x, line, x + pitch * methods.length + width, line, { stroke: theme.faint }));
      parts.push(
        ...names[m].map((text, k) =>
          label(x, line + 15 + k * leading, text, { size: type.label, fill: theme.muted }),
        ),
        ...methods.map((_, j) =>
          label(x + (j + 1) * pitch, line + 15, formatValue(metric.values[j]), {
            size: type.label,
            weight: best[j] === 1 ? 600 : 400,
            fill: theme.ink,
          }),
        ),
      );
      line += lineHeights[m];
    });
    parts.push(
      scaleBar(x + pitch, y + bars, Math.max(width, 240), scale, { theme, ends: unitEnds(scale, units) }),
    );
    return parts.join('');
  };
  return frame(
    {
      title: 'Methods side by side',
      note: [
        unitsNote(units),
        clipNote(clip),
        metrics.length > 0 ? 'Bold: the best; ↓ lower is better, ↑ higher.' : '',
      ]
        .filter(Boolean)
        .join(' '),
      width: Math.max(pitch * methods.length + width, pitch + 240),
      height: bars + scaleBarHeight,
      draw,
    },
    options,
  );
}

function check({ methods, rows, metrics = [] }: MethodMapsData): void {
  if (methods.length === 0) throw new Error('invalid number of methods: 0 (expected at least 1)');
  if (rows.length === 0) throw new Error('invalid number of rows: 0 (expected at least 1)');
  rows.forEach(({ maps }, i) => checkCount(`maps of rows[${i}]`, maps.length, methods.length));
  checkScores(metrics, methods.length);
}
