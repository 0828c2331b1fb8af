import { scaleLinear } from 'd3-scale';
import { checkCount, checkFinite } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { legend } from '../svg/legend';
import { box, label, rule } from '../svg/shapes';
import { formatCount } from '../text/format';
import { textWidth, truncate } from '../text/measure';
import { themeOf, type, type Theme } from '../theme';

/** Numbers a class for one or more splits, or scores of settings to compare. */
export interface BarData {
  /** One name a row of bars. */
  labels: readonly string[];
  /** At most 6. */
  series: readonly BarSeries[];
}

export interface BarSeries {
  name: string;
  /** One >= 0 a label. */
  values: ArrayLike<number>;
  /** Bounds of an interval about each value, drawn as whiskers; a bound below 0 is drawn at 0. */
  low?: ArrayLike<number>;
  high?: ArrayLike<number>;
}

export interface BarChartOptions extends FigureOptions {
  /** What the values are, under the axis. Default `'images'`. */
  unit?: string;
  /** How a value is written beside its bar. Default: whole numbers with thousands separators. */
  format?: (value: number) => string;
  /** What the whiskers are, written under the chart: `'95 % confidence interval, 5 seeds'`. */
  interval?: string;
}

/**
 * Horizontal bars with their values, grouped by label: the balance of classes, a split at a time or all together; with `low`
 * and `high`, means with their intervals.
 *
 * Errors: values that are negative or NaN, or outside their interval; a series with another number of values than labels.
 *
 * @example
 * const { svg } = barChart({ labels: ['happy', 'sad'], series: [{ name: 'train', values: [7215, 4830] }] });
 */
export function barChart({ labels, series }: BarData, options: BarChartOptions = {}): Figure {
  const { unit = 'images', format = formatCount, interval } = options;
  const theme = themeOf(options.theme);
  if (labels.length === 0) throw new Error('invalid number of labels: 0 (expected at least 1)');
  if (series.length < 1 || series.length > theme.series.length)
    throw new Error(`invalid number of series: ${series.length} (expected 1..${theme.series.length})`);
  for (const { name, values } of series) {
    checkCount(`values of series '${name}'`, values.length, labels.length);
    checkFinite(`values of series '${name}'`, values);
    const negative = Array.from(values).find((value) => value < 0);
    if (negative !== undefined)
      throw new Error(`invalid value of series '${name}': ${negative} (expected >= 0)`);
  }
  series.forEach(checkInterval);
  const all = series.flatMap((s) => Array.from(s.values));
  const ends = series.flatMap((s) => Array.from(s.high ?? s.values));
  const bar = series.length === 1 ? 20 : 13;
  const group = series.length * (bar + 2) + 12;
  const longest = Math.min(160, Math.max(...labels.map((name) => textWidth(name, type.label))));
  const values = Math.max(...all.map((value) => textWidth(format(value), type.small)));
  const left = Math.ceil(longest) + 12;
  const track = 400;
  const height = labels.length * group;
  const entries = series.map((s, j) => ({ name: s.name, color: theme.series[j] }));
  const names = legend(series.length > 1 ? entries : [], track + values + 16, theme);
  const head = series.length > 1 ? names.height : 0;

  const draw = (x0: number, y0: number) => {
    const top = y0 + head;
    const x = scaleLinear([0, Math.max(...ends) || 1], [x0 + left, x0 + left + track]).nice(5);
    const text = { size: type.small, fill: theme.muted };
    const parts = x
      .ticks(5)
      .flatMap((tick) => [
        rule(x(tick), top, x(tick), top + height, { stroke: theme.faint }),
        label(x(tick), top + height + 17, format(tick), { ...text, anchor: 'middle' }),
      ]);
    parts.push(label(x0 + left + track / 2, top + height + 36, unit, { ...text, anchor: 'middle' }));
    labels.forEach((name, i) => {
      const middle = top + (i + 0.5) * group;
      const written = truncate(name, longest + 1, type.label);
      parts.push(
        label(x0 + left - 10, middle + 4, written, { size: type.label, fill: theme.ink, anchor: 'end' }),
      );
      series.forEach((s, j) => {
        const y = top + i * group + 6 + j * (bar + 2);
        const value = s.values[i];
        const width = x(value) - x0 - left;
        parts.push(
          box(x0 + left, y + 1, width, bar, { fill: theme.series[j], rx: width > 4 ? 2 : undefined }),
        );
        const end = s.high ? s.high[i] : value;
        if (s.low && s.high)
          parts.push(whiskers(x(Math.max(0, s.low[i])), x(end), y + 1 + bar / 2, bar, theme));
        parts.push(valueLabel(x(end) + 6, y + 1 + bar / 2 + 4, format(value), theme));
      });
    });
    parts.push(names.draw(x0 + left, y0));
    return parts.join('');
  };
  return frame(
    {
      title: 'Class balance',
      note: interval && `Whiskers: ${interval}.`,
      width: left + track + values + 16,
      height: head + height + 40,
      draw,
    },
    options,
  );
}

/** An interval across a bar, with caps. */
function whiskers(low: number, high: number, y: number, bar: number, theme: Theme): string {
  const cap = bar * 0.25;
  const line = { stroke: theme.ink, 'stroke-width': 1.5 };
  return rule(low, y, high, y, line) + [low, high].map((x) => rule(x, y - cap, x, y + cap, line)).join('');
}

function checkInterval({ name, values, low, high }: BarSeries): void {
  if ((low === undefined) !== (high === undefined))
    throw new Error(`series '${name}' has one bound (expected low and high, or neither)`);
  if (low === undefined || high === undefined) return;
  for (const [what, bounds] of Object.entries({ low, high })) {
    checkCount(`${what} bounds of series '${name}'`, bounds.length, values.length);
    checkFinite(`${what} bounds of series '${name}'`, bounds);
  }
  for (let i = 0; i < values.length; i++)
    if (!(low[i] <= values[i] && values[i] <= high[i]))
      throw new Error(
        `invalid value of series '${name}': ${values[i]} (expected ${low[i]}..${high[i]}, its interval)`,
      );
}

/** A value on a patch of the background, so that grid lines do not cross it. */
function valueLabel(x: number, y: number, text: string, theme: Theme): string {
  const width = textWidth(text, type.small);
  return (
    box(x - 2, y - 9, width + 4, 11, { fill: theme.background }) +
    label(x, y, text, { size: type.small, fill: theme.ink })
  );
}
