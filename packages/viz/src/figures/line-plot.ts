import { checkCount, checkFinite } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { legend } from '../svg/legend';
import { linePanel } from '../svg/line-panel';
import { formatValue } from '../text/format';
import { textWidth } from '../text/measure';
import { themeOf, type } from '../theme';

/** Values of one quantity over another. */
export interface LineSeries {
  name: string;
  /** Ascending. */
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** Bounds of a band about the line, one a point: an interval over seeds, say. */
  low?: ArrayLike<number>;
  high?: ArrayLike<number>;
}

export interface LinePlotOptions extends FigureOptions {
  /** What runs along the horizontal axis. Default none. */
  xLabel?: string;
  /** What is drawn, above the plot. Default none. */
  yLabel?: string;
  /** `'log'` for what spans powers of ten: learning rates, sizes of sets. Default `'linear'`. */
  xScale?: 'linear' | 'log';
  /** A dot at every point. Default: where a line has at most 30. */
  dots?: boolean;
  /** How a last value is written beside its line. Default: three significant digits. */
  format?: (value: number) => string;
}

const plot = { width: 480, height: 260, left: 48, top: 34, bottom: 44 };

/**
 * Lines with bands, to compare up to six: accuracy over the size of the training set, a score over a hyperparameter, the
 * mean and interval over seeds.
 *
 * Errors: no series or more than six, arrays of unlike lengths, values that are not finite, x that does not ascend, x <= 0 on a
 * log axis, a line outside its band.
 *
 * @example
 * linePlot([{ name: 'cnn', x: [1e-4, 1e-3, 1e-2], y: [0.52, 0.61, 0.4], low: [0.5, 0.6, 0.3], high: [0.54, 0.62, 0.5] }], {
 *   xLabel: 'learning rate',
 *   yLabel: 'validation accuracy',
 *   xScale: 'log',
 * });
 */
export function linePlot(series: readonly LineSeries[], options: LinePlotOptions = {}): Figure {
  const { xLabel = '', yLabel, xScale = 'linear', dots, format = formatValue } = options;
  const theme = themeOf(options.theme);
  if (series.length < 1 || series.length > theme.series.length)
    throw new Error(`invalid number of series: ${series.length} (expected 1..${theme.series.length})`);
  if (xScale !== 'linear' && xScale !== 'log')
    throw new Error(`invalid xScale: ${String(xScale)} (expected 'linear' or 'log')`);
  for (const one of series) check(one, xScale);
  const lines = series.map(({ x, y, low, high }, i) => ({
    color: theme.series[i],
    points: Array.from(x, (at, k) => [at, y[k]] as const),
    ...(low && high && { band: Array.from(x, (at, k) => [at, low[k], high[k]] as const) }),
    dots: dots ?? x.length <= 30,
    name: format(y[y.length - 1]),
  }));
  const right = 12 + Math.ceil(Math.max(...lines.map(({ name }) => textWidth(name, type.label, 600))));
  const width = plot.left + plot.width + right;
  const names =
    series.length > 1
      ? legend(
          series.map(({ name }, i) => ({ name, color: theme.series[i] })),
          width - plot.left,
          theme,
        )
      : { height: 0, draw: () => '' };
  return frame(
    {
      title: series.length > 1 ? 'Comparison' : series[0].name,
      width,
      height: names.height + plot.top + plot.height + plot.bottom,
      draw: (x, y) =>
        names.draw(x + plot.left, y) +
        linePanel(x, y + names.height, { title: yLabel, xLabel, log: xScale === 'log', lines }, plot, theme),
    },
    options,
  );
}

function check({ name, x, y, low, high }: LineSeries, xScale: 'linear' | 'log'): void {
  if (x.length === 0) throw new Error(`invalid number of points of '${name}': 0 (expected at least 1)`);
  checkFinite(`x of '${name}'`, x);
  if ((low === undefined) !== (high === undefined))
    throw new Error(`series '${name}' has one bound (expected low and high, or neither)`);
  for (const [what, values] of Object.entries({ y, low, high })) {
    if (values === undefined) continue;
    checkCount(`values of ${what} of '${name}'`, values.length, x.length);
    checkFinite(`${what} of '${name}'`, values);
  }
  for (let i = 0; i < x.length; i++) {
    if (i > 0 && x[i] <= x[i - 1])
      throw new Error(`invalid x of '${name}'[${i}]: ${x[i]} (expected more than ${x[i - 1]} before it)`);
    if (xScale === 'log' && x[i] <= 0)
      throw new Error(`invalid x of '${name}'[${i}]: ${x[i]} (expected > 0 on a log axis)`);
    if (low && high && !(low[i] <= y[i] && y[i] <= high[i]))
      throw new Error(`invalid y of '${name}'[${i}]: ${y[i]} (expected ${low[i]}..${high[i]}, its band)`);
  }
}
