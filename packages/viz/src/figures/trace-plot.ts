import { checkCount, checkFinite, checkShape } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { linePanel } from '../svg/line-panel';
import { formatCount, formatValue } from '../text/format';
import { textWidth } from '../text/measure';
import { themeOf, type } from '../theme';

/** The course of several optimisations, as `maximizeActivation` of `@fer/explain` gives it. */
export interface Traces {
  values: ArrayLike<number>;
  /** `[n, steps + 1]`: of each the objective before every step and at the end; NaN from where it has not got to yet. */
  shape: readonly number[];
}

export interface TracePlotOptions extends FigureOptions {
  /** One a trace. Default: its number. */
  names?: readonly string[];
  /** What is maximised, above the plot. Default `'objective'`. */
  yLabel?: string;
}

const plot = { width: 480, height: 260, left: 48, top: 34, bottom: 44 };

/**
 * Many optimisations in one panel: each a pale line, that with the highest end drawn strongly and named. The caption counts
 * those that end no higher than they began, such as those of dead filters. Traces may still be under way, as `stream` gives
 * them.
 *
 * Errors: another shape than `[n, steps + 1]` with a step, names that are not one a trace, NaN before a number.
 *
 * @example
 * const { trace, traceShape } = await maximizeActivation(model, { layer, filters });
 * tracePlot({ values: trace, shape: traceShape }, { names: filters.map((filter) => `filter ${filter}`) });
 */
export function tracePlot({ values, shape }: Traces, options: TracePlotOptions = {}): Figure {
  const { yLabel = 'objective' } = options;
  const theme = themeOf(options.theme);
  const [count, points] = shape;
  if (shape.length !== 2 || points < 2)
    throw new Error(`invalid shape of traces: [${shape.join(', ')}] (expected [n, steps + 1] with a step)`);
  checkShape('traces', shape, values.length, '[n, steps + 1]');
  const reached = reachedPoints(values, [count, points]);
  if (options.names) checkCount('names', options.names.length, count);
  const nameOf = (i: number) => options.names?.[i] ?? `trace ${i}`;
  const first = (i: number) => values[i * points];
  const last = (i: number) => values[i * points + reached[i] - 1];
  const all = Array.from(reached.keys()).filter((i) => reached[i] > 0);
  const isDone = reached.every((length) => length === points);
  const best = all.reduce((a, b) => (last(b) > last(a) ? b : a));
  const stuck = all.filter((i) => last(i) <= first(i)).length;
  const course = (i: number) =>
    Array.from({ length: reached[i] }, (_, k) => [k, values[i * points + k]] as const);
  const pale = { color: theme.muted, width: 1.2, opacity: count > 40 ? 0.3 : 0.45 };
  const value = formatValue(last(best));
  const right = 16 + Math.ceil(textWidth(value, type.label, 600));
  const taken = reached[best] - 1;
  const steps = `${formatCount(taken)} ${taken === 1 ? 'step' : 'steps'}`;
  return frame(
    {
      title: 'Course of the optimisation',
      subtitle: `Best${isDone ? '' : ' so far'}: ${nameOf(best)}, from ${formatValue(first(best))} to ${value} in ${steps}`,
      note: [
        count > 1 ? `${count} traces; strong: the best.` : '',
        isDone && stuck > 0 ? `${stuck} of ${count} end no higher than they began.` : '',
      ]
        .filter(Boolean)
        .join(' '),
      width: plot.left + plot.width + right,
      height: plot.top + plot.height + plot.bottom,
      draw: (x, y) =>
        linePanel(
          x,
          y,
          {
            title: yLabel,
            xLabel: 'step',
            whole: true,
            lines: [
              ...all.filter((i) => i !== best).map((i) => ({ ...pale, points: course(i) })),
              { color: theme.blue, width: 2.5, points: course(best), name: value },
            ],
          },
          plot,
          theme,
        ),
    },
    options,
  );
}

/** How many points of each trace there are, before the NaN at its end. Throws on any other NaN, and where there is no point. */
function reachedPoints(values: ArrayLike<number>, [count, points]: readonly [number, number]): number[] {
  const reached = Array.from({ length: count }, (_, i) => {
    let end = (i + 1) * points;
    while (end > i * points && Number.isNaN(values[end - 1])) end--;
    return end - i * points;
  });
  const isDrawn = (at: number) => at % points < reached[Math.floor(at / points)];
  const none = reached.every((length) => length === 0);
  checkFinite(
    'traces',
    Array.from(values, (value, at) => (none || isDrawn(at) ? value : 0)),
  );
  return reached;
}
