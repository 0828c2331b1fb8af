import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { legend } from '../svg/legend';
import { linePanel, type PanelLine } from '../svg/line-panel';
import { formatMetric } from '../text/format';
import { themeOf } from '../theme';
import { bestEpoch, checkRecords, pointsOf, type EpochRecord } from './history-records';
import { smoothLine, smoothingNote } from './smoothing';

/** A run by name: its records, or those of the same training from several seeds. */
export type HistoryRun =
  | { name: string; records: readonly EpochRecord[] }
  | { name: string; seeds: readonly (readonly EpochRecord[])[] };

interface Curve {
  name: string;
  color: string;
  seeds: readonly (readonly EpochRecord[])[];
}

const plot = { width: 330, height: 230, left: 44, right: 64, top: 30, bottom: 44 };
const panelWidth = plot.left + plot.width + plot.right;

/** The form of `historyPlot` for several runs; see there. */
export function historyOfRuns(
  runs: readonly HistoryRun[],
  options: FigureOptions & { smoothing: number },
): Figure {
  const theme = themeOf(options.theme);
  if (runs.length > theme.series.length)
    throw new Error(`invalid number of runs: ${runs.length} (expected 1..${theme.series.length})`);
  const curves = runs.map((run, i): Curve => {
    const seeds = 'seeds' in run ? run.seeds : [run.records];
    if (seeds.length === 0)
      throw new Error(`invalid number of seeds of '${run.name}': 0 (expected at least 1)`);
    seeds.forEach((records) => checkRecords(records, `records of '${run.name}'`));
    return { name: run.name, color: theme.series[i], seeds };
  });
  for (const { name, seeds } of curves)
    if (meanLine(seeds, 'loss').points.length === 0)
      throw new Error(`the seeds of '${name}' have no epoch in common`);
  const validated = curves.some(({ seeds }) => pointsOf(seeds[0], 'val_loss').length > 0);
  const banded = curves.some(({ seeds }) => seeds.length > 1);
  const names = legend(
    [
      ...curves.map(({ name, color }) => ({ name, color })),
      ...(validated
        ? [
            { name: 'validation', color: theme.muted, dash: '' },
            { name: 'training', color: theme.muted, dash: '4 4' },
          ]
        : []),
    ],
    2 * panelWidth - plot.left,
    theme,
  );
  const panel = (x: number, y: number, title: string, field: 'loss' | 'accuracy') =>
    linePanel(
      x,
      y,
      {
        title,
        xLabel: 'epoch',
        whole: true,
        lines: curves.flatMap((curve) => linesOf(curve, field, options.smoothing)),
      },
      plot,
      theme,
    );
  return frame(
    {
      title: 'Training histories',
      subtitle: bestOfRuns(curves),
      note: [
        ...(banded ? ['Bands: one standard deviation over the seeds about their mean.'] : []),
        ...(validated ? ['Rings: the best epoch of a run. Numbers: last validation values.'] : []),
        smoothingNote(options.smoothing) ?? '',
      ]
        .filter(Boolean)
        .join(' '),
      width: panelWidth * 2,
      height: names.height + plot.top + plot.height + plot.bottom,
      draw: (x, y) =>
        names.draw(x + plot.left, y) +
        panel(x, y + names.height, 'Loss', 'loss') +
        panel(x + panelWidth, y + names.height, 'Accuracy', 'accuracy'),
    },
    options,
  );
}

/** Training below, dashed where there is validation, which then has the name. */
function linesOf({ color, seeds }: Curve, field: 'loss' | 'accuracy', smoothing: number): PanelLine[] {
  const training = meanLine(seeds, field);
  const validation = meanLine(seeds, `val_${field}`);
  const named = (line: Pick<PanelLine, 'points'>) => formatMetric(line.points.at(-1)![1]);
  if (validation.points.length === 0)
    return smoothLine({ ...training, color, name: named(training) }, smoothing);
  return [
    ...smoothLine({ color, points: training.points, dash: '4 4', width: 1.4 }, smoothing).slice(-1),
    ...smoothLine(
      {
        ...validation,
        color,
        name: named(validation),
        ring: seeds.length === 1 ? bestEpoch(seeds[0])?.epoch : undefined,
      },
      smoothing,
    ),
  ];
}

/** The mean over the seeds at each epoch that all of them have; with several, a band of one standard deviation. */
function meanLine(
  seeds: readonly (readonly EpochRecord[])[],
  field: keyof EpochRecord,
): Pick<PanelLine, 'points' | 'band'> {
  const others = seeds.slice(1).map((records) => new Map(pointsOf(records, field)));
  const all = pointsOf(seeds[0], field)
    .filter(([epoch]) => others.every((values) => values.has(epoch)))
    .map(([epoch, value]) => ({ epoch, values: [value, ...others.map((values) => values.get(epoch)!)] }));
  const stats = all.map(({ epoch, values }) => ({ epoch, ...meanAndDeviation(values) }));
  return {
    points: stats.map(({ epoch, mean }) => [epoch, mean] as const),
    ...(seeds.length > 1 && {
      band: stats.map(({ epoch, mean, deviation }) => [epoch, mean - deviation, mean + deviation] as const),
    }),
  };
}

/** Sample standard deviation (n - 1). */
function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length === 1 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}

function bestOfRuns(curves: readonly Curve[]): string | undefined {
  const parts = curves.flatMap(({ name, seeds }) => {
    const bests = seeds.map(bestEpoch);
    if (!bests.every((best) => best?.field === 'val_accuracy')) return [];
    const { mean, deviation } = meanAndDeviation(bests.map((best) => best!.value));
    return seeds.length === 1
      ? [`${name} ${formatMetric(mean)} (epoch ${bests[0]!.epoch})`]
      : [`${name} ${formatMetric(mean)} ± ${formatMetric(deviation)} (${seeds.length} seeds)`];
  });
  return parts.length === 0 ? undefined : `Best validation accuracy: ${parts.join(', ')}`;
}
