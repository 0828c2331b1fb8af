import { scaleLinear } from 'd3-scale';
import { checkCount, checkFinite } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { box, label, rule } from '../svg/shapes';
import { formatCount } from '../text/format';
import { textWidth, truncate } from '../text/measure';
import { themeOf, type } from '../theme';

/** Numbers a class, for one or more splits. */
export interface BarData {
  /** One name a row of bars. */
  labels: readonly string[];
  /** Each has one value >= 0 a label; at most 6 series. */
  series: readonly { name: string; values: ArrayLike<number> }[];
}

export interface BarChartOptions extends FigureOptions {
  /** What the values are, under the axis. Default `'images'`. */
  unit?: string;
  /** How a value is written beside its bar. Default: whole numbers with thousands separators. */
  format?: (value: number) => string;
}

/**
 * Horizontal bars with their values, grouped by label: the balance of classes, a split at a time or all together.
 *
 * Errors: values that are negative or NaN, a series with another number of values than labels.
 *
 * @example
 * const { svg } = barChart({ labels: ['happy', 'sad'], series: [{ name: 'train', values: [7215, 4830] }] });
 */
export function barChart({ labels, series }: BarData, options: BarChartOptions = {}): Figure {
  const { unit = 'images', format = formatCount } = options;
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
  const all = series.flatMap((s) => Array.from(s.values));
  const bar = series.length === 1 ? 20 : 13;
  const group = series.length * (bar + 2) + 12;
  const names = Math.min(160, Math.max(...labels.map((name) => textWidth(name, type.label))));
  const values = Math.max(...all.map((value) => textWidth(format(value), type.small)));
  const left = Math.ceil(names) + 12;
  const track = 400;
  const legend = series.length > 1 ? 28 : 0;
  const height = labels.length * group;

  const draw = (x0: number, y0: number) => {
    const top = y0 + legend;
    const x = scaleLinear([0, Math.max(...all) || 1], [x0 + left, x0 + left + track]).nice(5);
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
      const written = truncate(name, names + 1, type.label);
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
        parts.push(valueLabel(x(value) + 6, y + 1 + bar / 2 + 4, format(value), theme));
      });
    });
    let at = x0 + left;
    if (legend)
      series.forEach((s, j) => {
        parts.push(box(at, y0 + 2, 11, 11, { fill: theme.series[j], rx: 2 }));
        parts.push(label(at + 17, y0 + 12, s.name, { size: type.label, fill: theme.ink }));
        at += 17 + textWidth(s.name, type.label) + 22;
      });
    return parts.join('');
  };
  return frame(
    { title: 'Class balance', width: left + track + values + 16, height: legend + height + 40, draw },
    options,
  );
}

/** A value on a patch of the background, so that grid lines do not cross it. */
function valueLabel(x: number, y: number, text: string, theme: { background: string; ink: string }): string {
  const width = textWidth(text, type.small);
  return (
    box(x - 2, y - 9, width + 4, 11, { fill: theme.background }) +
    label(x, y, text, { size: type.small, fill: theme.ink })
  );
}
