import { checkRange, checkWhole } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { legend } from '../svg/legend';
import { box, label, rule } from '../svg/shapes';
import { formatCount, formatMetric, formatPercent } from '../text/format';
import { themeOf, type, type Theme } from '../theme';

/** Predictions whose probability lies in `from`..`to`, as `calibration` of `@fer/train` gives them. */
export interface ReliabilityBin {
  from: number;
  to: number;
  count: number;
  /** Mean probability of the predictions; of no meaning where there are none. */
  confidence: number;
  /** Share of them that is right. */
  accuracy: number;
}

export type ReliabilityCurveOptions = FigureOptions;

const plot = { width: 340, left: 48 };
const upper = plot.width;
const lower = 80;
const between = 22;

/**
 * A reliability diagram (Guo et al. 2017): accuracy by confidence against the diagonal, where a model is right as
 * often as it says; the gap between them as a bar, and below how many predictions each bin has. The subtitle states the expected
 * calibration error, `Σ count/n |accuracy - confidence|`.
 *
 * Errors: no bins or no predictions, shares outside 0..1.
 *
 * @example
 * const { svg } = reliabilityCurve(evaluation.calibration.bins);
 */
export function reliabilityCurve(
  bins: readonly ReliabilityBin[],
  options: ReliabilityCurveOptions = {},
): Figure {
  check(bins);
  const theme = themeOf(options.theme);
  const filled = bins.filter(({ count }) => count > 0);
  const total = filled.reduce((sum, { count }) => sum + count, 0);
  const mean = (value: (bin: ReliabilityBin) => number) =>
    filled.reduce((sum, bin) => sum + bin.count * value(bin), 0) / total;
  const error = mean(({ accuracy, confidence }) => Math.abs(accuracy - confidence));
  const [accuracy, confidence] = [mean((bin) => bin.accuracy), mean((bin) => bin.confidence)];
  const tendency =
    Math.abs(accuracy - confidence) < 0.01
      ? ''
      : accuracy < confidence
        ? ', overconfident'
        : ', underconfident';
  const names = legend(
    [
      { name: 'accuracy', color: theme.blue },
      { name: 'gap to confidence', color: theme.orange },
    ],
    plot.width,
    theme,
  );
  return frame(
    {
      title: 'Reliability',
      subtitle: `Expected calibration error ${formatMetric(error)}: accuracy ${formatPercent(accuracy)} at a mean confidence of ${formatPercent(confidence)}${tendency}`,
      note: `${bins.length} bins of equal width; dashed: right as often as the confidence says.`,
      width: plot.left + plot.width + 8,
      height: names.height + upper + between + lower + 44,
      draw: (x, y) => {
        const [x0, y0] = [x + plot.left, y + names.height];
        return (
          names.draw(x0, y) +
          curve(bins, x0, y0, theme) +
          histogram(bins, x0, y0 + upper + between, total, theme)
        );
      },
    },
    options,
  );
}

const quarters = [0, 0.25, 0.5, 0.75, 1];

function curve(bins: readonly ReliabilityBin[], x0: number, y0: number, theme: Theme): string {
  const x = (value: number) => x0 + value * plot.width;
  const y = (value: number) => y0 + (1 - value) * upper;
  const text = { size: type.small, fill: theme.muted };
  return [
    ...quarters.flatMap((tick) => [
      rule(x0, y(tick), x(1), y(tick), { stroke: theme.faint }),
      rule(x(tick), y0, x(tick), y0 + upper, { stroke: theme.faint }),
      label(x0 - 8, y(tick) + 4, String(tick), { ...text, anchor: 'end' }),
    ]),
    label(x0 - 38, y0 + upper / 2, 'accuracy', { ...text, anchor: 'middle', rotate: -90 }),
    ...bins
      .filter(({ count }) => count > 0)
      .flatMap(({ from, to, confidence, accuracy }) => {
        const width = x(to) - x(from) - 2;
        const [high, low] = [Math.max(confidence, accuracy), Math.min(confidence, accuracy)];
        const gap = { fill: theme.orange, 'fill-opacity': 0.4, stroke: theme.orange };
        return [
          box(x(from) + 1, y(low), width, y(0) - y(low), { fill: theme.blue }),
          box(x(from) + 1, y(high), width, y(low) - y(high), gap),
          rule(x(from) + 1, y(accuracy), x(to) - 1, y(accuracy), { stroke: theme.blue, 'stroke-width': 3 }),
        ];
      }),
    rule(x(0), y(0), x(1), y(1), { stroke: theme.ink, 'stroke-dasharray': '5 4', 'stroke-width': 1.2 }),
  ].join('');
}

/** Shares of the predictions, so that sets of unlike sizes look alike; the tallest bar states its count. */
function histogram(
  bins: readonly ReliabilityBin[],
  x0: number,
  y0: number,
  total: number,
  theme: Theme,
): string {
  const most = bins.reduce((a, b) => (b.count > a.count ? b : a));
  const x = (value: number) => x0 + value * plot.width;
  const tall = (count: number) => (count / most.count) * (lower - 20);
  const text = { size: type.small, fill: theme.muted };
  return [
    rule(x0, y0 + lower, x(1), y0 + lower, { stroke: theme.faint }),
    ...bins
      .filter(({ count }) => count > 0)
      .map(({ from, to, count }) =>
        box(x(from) + 1, y0 + lower - tall(count), x(to) - x(from) - 2, tall(count), { fill: theme.muted }),
      ),
    label(
      x((most.from + most.to) / 2) > x(0.5) ? x(most.to) - 1 : x(most.from) + 1,
      y0 + 14,
      `${formatCount(most.count)} of ${formatCount(total)} predictions`,
      {
        ...text,
        anchor: most.from + most.to > 1 ? 'end' : 'start',
      },
    ),
    ...quarters.map((tick) => label(x(tick), y0 + lower + 17, String(tick), { ...text, anchor: 'middle' })),
    label(x(0.5), y0 + lower + 36, 'confidence (probability of the predicted class)', {
      ...text,
      anchor: 'middle',
    }),
    label(x0 - 38, y0 + lower / 2, 'count', { ...text, anchor: 'middle', rotate: -90 }),
  ].join('');
}

function check(bins: readonly ReliabilityBin[]): void {
  if (bins.length === 0) throw new Error('invalid number of bins: 0 (expected at least 1)');
  bins.forEach(({ from, to, count, confidence, accuracy }, i) => {
    checkWhole(`count of bins[${i}]`, count, 0);
    const shares = { from, to, ...(count > 0 && { confidence, accuracy }) };
    for (const [name, value] of Object.entries(shares)) checkRange(`${name} of bins[${i}]`, value, 0, 1);
    if (from >= to) throw new Error(`invalid bins[${i}]: ${from}..${to} (expected from < to)`);
  });
  if (bins.every(({ count }) => count === 0))
    throw new Error('invalid bins: no predictions (expected at least 1)');
}
