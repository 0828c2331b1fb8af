import { checkCount, checkFinite } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { legend } from '../svg/legend';
import { linePanel } from '../svg/line-panel';
import { formatMetric } from '../text/format';
import { textWidth } from '../text/measure';
import { themeOf, type } from '../theme';

/** What is left of a score after each step: `y[i]` where the share `x[i]` of the pixels was changed. */
export interface FaithfulnessCurve {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/** The curves of several methods by one metric: deletion, insertion, pixel flipping, ROAD. */
export interface CurvePanel {
  /** The metric's name, over the panel. */
  name: string;
  /** Which area speaks for a method. */
  better: 'lower' | 'higher';
  /** Under the axis. Default `'share of the pixels changed'`. */
  xLabel?: string;
  /** At most six, each with the curves of the same pictures: `curves` of what the metrics of `@fer/explain` return. */
  methods: readonly { name: string; curves: readonly FaithfulnessCurve[] }[];
}

export interface FaithfulnessCurvesOptions extends FigureOptions {
  /** What falls or rises. Default `'probability'`. */
  yLabel?: string;
}

const plot = { width: 320, height: 220, left: 44, top: 34, bottom: 44 };

/**
 * How a score falls as what a method calls important is deleted (or rises as it is inserted), a panel a metric, a line a
 * method: the mean over the pictures, with the area under it beside its end, the best of a panel first in its heading.
 *
 * The area is `∫ y dx / (x_last - x_first)` by the trapezoid rule, the curve's mean height: the value of the metric.
 *
 * Errors: no panels, no methods or more than six, no curves, curves of a method at unlike x, x that does not ascend, NaN.
 *
 * @example
 * const { curves } = await deletion(model, images, await saliency(model, images));
 * faithfulnessCurves([{ name: 'deletion', better: 'lower', methods: [{ name: 'saliency', curves }] }]);
 */
export function faithfulnessCurves(
  panels: readonly CurvePanel[],
  options: FaithfulnessCurvesOptions = {},
): Figure {
  const { yLabel = 'probability' } = options;
  const theme = themeOf(options.theme);
  if (panels.length === 0) throw new Error('invalid number of panels: 0 (expected at least 1)');
  const names = [...new Set(panels.flatMap(({ methods }) => methods.map(({ name }) => name)))];
  if (names.length < 1 || names.length > theme.series.length)
    throw new Error(`invalid number of methods: ${names.length} (expected 1..${theme.series.length})`);
  const drawn = panels.map((panel) => {
    const means = panel.methods.map(({ name, curves }) => {
      const mean = meanCurve(curves, `'${name}' by ${panel.name}`);
      return { name, ...mean, area: meanHeight(mean) };
    });
    return { ...panel, means, best: bestOf(means, panel) };
  });
  const color = (name: string) => theme.series[names.indexOf(name)];
  const right =
    16 +
    Math.ceil(
      Math.max(
        ...drawn.flatMap(({ means }) => means.map(({ area }) => textWidth(areaText(area), type.label, 600))),
      ),
    );
  const panelWidth = plot.left + plot.width + right;
  const columns = Math.min(2, panels.length);
  const entries = legend(
    names.map((name) => ({ name, color: color(name) })),
    columns * panelWidth - plot.left,
    theme,
  );
  const panelHeight = plot.top + plot.height + plot.bottom + 10;
  return frame(
    {
      title: 'Faithfulness',
      subtitle:
        names.length > 1
          ? `Best: ${drawn.map(({ name, best }) => `${best} by ${name}`).join(', ')}`
          : undefined,
      note: `AUC: the area under a curve, its mean height. Curves: ${yLabel} ${overText(panels)}.`,
      width: columns * panelWidth,
      height: entries.height + Math.ceil(panels.length / columns) * panelHeight - 10,
      draw: (x, y) =>
        entries.draw(x + plot.left, y) +
        drawn
          .map(({ name, better, xLabel = 'share of the pixels changed', means }, i) =>
            linePanel(
              x + (i % columns) * panelWidth,
              y + entries.height + Math.floor(i / columns) * panelHeight,
              {
                title: `${name} (${better} is better)`,
                xLabel,
                lines: means.map((mean) => ({
                  color: color(mean.name),
                  points: Array.from(mean.x, (at, k) => [at, mean.y[k]] as const),
                  dots: mean.x.length <= 12,
                  name: areaText(mean.area),
                })),
              },
              plot,
              theme,
            ),
          )
          .join(''),
    },
    options,
  );
}

const areaText = (area: number): string => `AUC ${formatMetric(area)}`;

/** The method that its area speaks for; several where they are equal. */
function bestOf(means: readonly { name: string; area: number }[], { better }: CurvePanel): string {
  const areas = means.map(({ area }) => area);
  const best = better === 'lower' ? Math.min(...areas) : Math.max(...areas);
  const names = means.filter(({ area }) => area === best).map(({ name }) => name);
  return `${names.join(' and ')} (${formatMetric(best)})`;
}

function overText(panels: readonly CurvePanel[]): string {
  const counts = new Set(panels.flatMap(({ methods }) => methods.map(({ curves }) => curves.length)));
  if (counts.size > 1) return 'on average over the pictures';
  const [count] = counts;
  return count === 1 ? 'of one picture' : `on average over ${count} pictures`;
}

function meanCurve(curves: readonly FaithfulnessCurve[], of: string): { x: number[]; y: number[] } {
  if (curves.length === 0) throw new Error(`invalid number of curves of ${of}: 0 (expected at least 1)`);
  const x = Array.from(curves[0].x);
  if (x.length < 2) throw new Error(`invalid number of points of ${of}: ${x.length} (expected at least 2)`);
  curves.forEach((curve, i) => {
    checkCount(`values of y of ${of}[${i}]`, curve.y.length, x.length);
    checkFinite(`y of ${of}[${i}]`, curve.y);
    checkCount(`values of x of ${of}[${i}]`, curve.x.length, x.length);
    checkFinite(`x of ${of}[${i}]`, curve.x);
    for (let k = 0; k < x.length; k++)
      if (curve.x[k] !== x[k])
        throw new Error(
          `invalid x of ${of}[${i}][${k}]: ${curve.x[k]} (expected ${x[k]} as in the first curve)`,
        );
  });
  for (let k = 1; k < x.length; k++)
    if (x[k] <= x[k - 1])
      throw new Error(`invalid x of ${of}[0][${k}]: ${x[k]} (expected more than ${x[k - 1]} before it)`);
  return { x, y: x.map((_, k) => curves.reduce((sum, { y }) => sum + y[k], 0) / curves.length) };
}

function meanHeight({ x, y }: { x: readonly number[]; y: readonly number[] }): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((y[i] + y[i - 1]) / 2) * (x[i] - x[i - 1]);
  return area / (x[x.length - 1] - x[0]);
}
