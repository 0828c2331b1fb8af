import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { linePanel, type PanelLine } from '../svg/line-panel';
import { formatMetric } from '../text/format';
import { themeOf } from '../theme';
import { bestEpoch, checkRecords, pointsOf, type Best, type EpochRecord } from './history-records';
import { historyOfRuns, type HistoryRun } from './history-runs';
import { checkSmoothing, smoothLine, smoothingNote } from './smoothing';

export interface HistoryPlotOptions extends FigureOptions {
  /** How much of the past each point keeps, 0..<1: the values themselves stay behind the line, pale. Default 0: none. */
  smoothing?: number;
}

const plot = { width: 300, height: 210, left: 44, right: 112, top: 52, bottom: 44 };
const panelWidth = plot.left + plot.width + plot.right;

/**
 * Loss and accuracy over the epochs, side by side.
 *
 * Of one run: training and validation, labelled at their last values, and the best validation epoch (highest accuracy, or
 * lowest loss if there is no accuracy). Of several runs `{ name, records }`: a colour each, validation drawn through,
 * training dashed, a ring at each run's best epoch. Of runs `{ name, seeds }`, the same training from several seeds: their
 * mean, shaded one standard deviation up and down, over the epochs that all seeds have.
 *
 * Errors: no records, more than six runs, a value that is not finite, a smoothing outside 0..<1.
 *
 * @example
 * const { svg } = historyPlot([{ epoch: 1, loss: 1.9, accuracy: 0.25, val_loss: 1.8, val_accuracy: 0.28 }]);
 * @example
 * historyPlot([{ name: 'cnn', seeds: [recordsOfSeed0, recordsOfSeed1] }, { name: 'dense', records }], { smoothing: 0.6 });
 */
export function historyPlot(
  history: readonly EpochRecord[] | readonly HistoryRun[],
  options: HistoryPlotOptions = {},
): Figure {
  const { smoothing = 0 } = options;
  checkSmoothing(smoothing);
  if (isRuns(history)) return historyOfRuns(history, { ...options, smoothing });
  const records = history;
  checkRecords(records);
  const theme = themeOf(options.theme);
  const best = bestEpoch(records);
  const lines = (field: 'loss' | 'accuracy'): PanelLine[] =>
    [
      { name: 'training', color: theme.blue, points: pointsOf(records, field) },
      {
        name: 'validation',
        color: theme.orange,
        points: pointsOf(records, `val_${field}`),
        ring: best?.epoch,
      },
    ]
      .filter(({ points }) => points.length > 0)
      .map((line) => ({ ...line, name: `${line.name} ${formatMetric(line.points.at(-1)![1])}` }))
      .flatMap((line) => smoothLine(line, smoothing));
  const panel = (x: number, y: number, title: string, field: 'loss' | 'accuracy') =>
    linePanel(
      x,
      y,
      {
        title,
        xLabel: 'epoch',
        whole: true,
        lines: lines(field),
        mark: best && { x: best.epoch, text: `best epoch ${best.epoch}` },
      },
      plot,
      theme,
    );
  return frame(
    {
      title: 'Training history',
      subtitle: best && `Best validation ${wordsOf(best)} in epoch ${best.epoch}`,
      note: smoothingNote(smoothing),
      width: panelWidth * 2,
      height: plot.top + plot.height + plot.bottom,
      draw: (x, y) => panel(x, y, 'Loss', 'loss') + panel(x + panelWidth, y, 'Accuracy', 'accuracy'),
    },
    options,
  );
}

function isRuns(history: readonly EpochRecord[] | readonly HistoryRun[]): history is readonly HistoryRun[] {
  return history.length > 0 && 'name' in history[0];
}

function wordsOf({ field, value }: Best): string {
  return `${field === 'val_loss' ? 'loss' : 'accuracy'} ${formatMetric(value)}`;
}
