import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { box, label } from '../svg/shapes';
import { formatValue } from '../text/format';
import { textWidth, truncate } from '../text/measure';
import { themeOf, type } from '../theme';
import { checkScores, ranked, type MetricScores } from './metric-scores';

/** Scores of several methods by several metrics. */
export interface ComparisonData {
  methods: readonly string[];
  /** Each has one value a method, and says which way is better. */
  metrics: readonly MetricScores[];
}

export type MethodComparisonOptions = FigureOptions;

/**
 * A table of methods against metrics: values as numbers, colour from the worst (pale) to the best of each column, the
 * best in bold. Colour compares inside a column only: metrics have different units.
 *
 * Errors: a metric with another number of values than methods, NaN, an unknown direction.
 *
 * @example
 * const { svg } = methodComparison({ methods: ['saliency', 'lime'], metrics: [{ name: 'deletion', better: 'lower', values: [0.21, 0.17] }] });
 */
export function methodComparison(data: ComparisonData, options: MethodComparisonOptions = {}): Figure {
  const { methods, metrics } = data;
  if (methods.length === 0) throw new Error('invalid number of methods: 0 (expected at least 1)');
  if (metrics.length === 0) throw new Error('invalid number of metrics: 0 (expected at least 1)');
  checkScores(metrics, methods.length);
  const theme = themeOf(options.theme);
  const left = Math.ceil(Math.min(200, Math.max(...methods.map((m) => textWidth(m, type.label, 600))))) + 14;
  const widths = metrics.map(({ name }) =>
    Math.max(84, Math.min(150, Math.ceil(textWidth(name, type.label, 600)) + 14)),
  );
  const height = 32;

  const draw = (x: number, y: number) => {
    const parts = methods.map((name, i) =>
      label(x + left - 12, y + 44 + (i + 0.5) * height + 4, truncate(name, left - 13, type.label, 600), {
        size: type.label,
        weight: 600,
        fill: theme.ink,
        anchor: 'end',
      }),
    );
    let at = x + left;
    metrics.forEach((metric, j) => {
      const width = widths[j];
      const middle = at + width / 2;
      const anchor = 'middle' as const;
      const hint = metric.better === 'lower' ? '↓ lower' : '↑ higher';
      parts.push(
        label(middle, y + 14, truncate(metric.name, width - 8, type.label, 600), {
          size: type.label,
          weight: 600,
          fill: theme.ink,
          anchor,
        }),
        label(middle, y + 31, hint, { size: type.small, fill: theme.muted, anchor }),
      );
      const goodness = ranked(metric);
      methods.forEach((_, i) => {
        const share = goodness[i];
        const { fill, ink } = theme.shade(share * 0.85);
        const top = y + 44 + i * height;
        parts.push(
          box(at + 1.5, top + 1.5, width - 3, height - 3, { rx: 3, fill }),
          label(middle, top + height / 2 + 4, formatValue(metric.values[i]), {
            size: type.label,
            weight: share === 1 ? 600 : 400,
            fill: ink,
            anchor,
          }),
        );
      });
      at += width;
    });
    return parts.join('');
  };
  return frame(
    {
      title: 'Comparison of methods',
      note: 'Colour runs from the worst to the best value of each column; columns have different units.',
      width: left + widths.reduce((a, b) => a + b, 0),
      height: 44 + methods.length * height,
      draw,
    },
    options,
  );
}
