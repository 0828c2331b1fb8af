import { scaleLinear } from 'd3-scale';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { label, polyline, rule } from '../svg/shapes';
import { element } from '../svg/element';
import { formatMetric } from '../text/format';
import { textWidth } from '../text/measure';
import { themeOf, type, type Theme } from '../theme';

/** One epoch of a training run; other fields are ignored. */
export interface EpochRecord {
  epoch: number;
  loss: number;
  accuracy: number;
  val_loss?: number;
  val_accuracy?: number;
}

export type HistoryPlotOptions = FigureOptions;

interface Series {
  name: string;
  color: string;
  points: (readonly [epoch: number, value: number])[];
}

interface Best {
  epoch: number;
  field: 'val_accuracy' | 'val_loss';
}

const plot = { width: 300, height: 210, left: 44, right: 112, top: 52, bottom: 44 };
const panelWidth = plot.left + plot.width + plot.right;
const fields = ['epoch', 'loss', 'accuracy', 'val_loss', 'val_accuracy'] as const;

/**
 * Loss and accuracy over the epochs, side by side; training and validation are labelled at their last values, and the
 * best validation epoch (highest accuracy, or lowest loss if there is no accuracy) is marked.
 *
 * Errors: no records, or a value that is not finite.
 *
 * @example
 * const { svg } = historyPlot([{ epoch: 1, loss: 1.9, accuracy: 0.25, val_loss: 1.8, val_accuracy: 0.28 }]);
 */
export function historyPlot(records: readonly EpochRecord[], options: HistoryPlotOptions = {}): Figure {
  check(records);
  const theme = themeOf(options.theme);
  const best = bestEpoch(records);
  const value = best && records.find((record) => record.epoch === best.epoch)![best.field]!;
  return frame(
    {
      title: 'Training history',
      subtitle:
        best &&
        `Best validation ${best.field === 'val_loss' ? 'loss' : 'accuracy'} ${formatMetric(value!)} in epoch ${best.epoch}`,
      width: panelWidth * 2,
      height: plot.top + plot.height + plot.bottom,
      draw: (x, y) =>
        panel(x, y, 'Loss', seriesOf(records, 'loss', theme), records, best, theme) +
        panel(x + panelWidth, y, 'Accuracy', seriesOf(records, 'accuracy', theme), records, best, theme),
    },
    options,
  );
}

function check(records: readonly EpochRecord[]): void {
  if (records.length === 0) throw new Error('invalid number of records: 0 (expected at least 1 epoch)');
  records.forEach((record, i) => {
    for (const field of fields) {
      const value = record[field];
      if (field.startsWith('val_') && value === undefined) continue;
      if (!Number.isFinite(value))
        throw new Error(`invalid ${field} of records[${i}]: ${value} (expected a finite number)`);
    }
  });
}

function bestEpoch(records: readonly EpochRecord[]): Best | undefined {
  for (const field of ['val_accuracy', 'val_loss'] as const) {
    const known = records.filter((record) => record[field] !== undefined);
    if (known.length === 0) continue;
    const sign = field === 'val_loss' ? -1 : 1;
    return { field, epoch: known.reduce((a, b) => (sign * b[field]! > sign * a[field]! ? b : a)).epoch };
  }
  return undefined;
}

function seriesOf(records: readonly EpochRecord[], field: 'loss' | 'accuracy', theme: Theme): Series[] {
  const read = (key: keyof EpochRecord) =>
    records.flatMap((record) => (record[key] === undefined ? [] : [[record.epoch, record[key]] as const]));
  return [
    { name: 'training', color: theme.blue, points: read(field) },
    { name: 'validation', color: theme.orange, points: read(`val_${field}`) },
  ].filter((series) => series.points.length > 0);
}

function panel(
  left: number,
  top: number,
  title: string,
  series: Series[],
  records: readonly EpochRecord[],
  best: Best | undefined,
  theme: Theme,
): string {
  const x0 = left + plot.left;
  const y0 = top + plot.top;
  const epochs = records.map((record) => record.epoch);
  const first = Math.min(...epochs);
  const last = Math.max(...epochs);
  const x = scaleLinear([first, last], [x0 + 6, x0 + plot.width - 6]);
  const values = series.flatMap((s) => s.points.map((p) => p[1]));
  const y = scaleLinear(extent(values), [y0 + plot.height, y0]).nice(5);
  const tickFormat = y.tickFormat(5);
  const text = { size: type.small, fill: theme.muted };
  const ticks = first === last ? [first] : x.ticks(6).filter(Number.isInteger);
  // One epoch alone stands in the middle.
  const place = (epoch: number) => (first === last ? x0 + plot.width / 2 : x(epoch));
  return [
    label(x0, top + 14, title, { size: type.heading, weight: 600, fill: theme.ink }),
    ...y
      .ticks(5)
      .flatMap((tick) => [
        rule(x0, y(tick), x0 + plot.width, y(tick), { stroke: theme.faint }),
        label(x0 - 8, y(tick) + 4, tickFormat(tick), { ...text, anchor: 'end' }),
      ]),
    ...ticks.map((tick) =>
      label(place(tick), y0 + plot.height + 18, String(tick), { ...text, anchor: 'middle' }),
    ),
    label(x0 + plot.width / 2, y0 + plot.height + 37, 'epoch', { ...text, anchor: 'middle' }),
    ...(best ? [bestMark(best, place(best.epoch), x0, y0, theme)] : []),
    ...series.map((s) => line(s, place, y, best, theme)),
    ...endLabels(series, (value) => y(value), x0 + plot.width + 8, y0),
  ].join('');
}

function line(
  series: Series,
  x: (epoch: number) => number,
  y: (value: number) => number,
  best: Best | undefined,
  theme: Theme,
): string {
  const points = series.points.map(([epoch, value]) => [x(epoch), y(value)] as const);
  const dots = points.length === 1 ? points : [];
  const marked = series.name === 'validation' ? series.points.filter(([epoch]) => epoch === best?.epoch) : [];
  return [
    polyline(points, {
      stroke: series.color,
      'stroke-width': 2,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    }),
    ...dots.map(([cx, cy]) => element('circle', { cx, cy, r: 4.5, fill: series.color })),
    ...marked.map(([epoch, value]) =>
      element('circle', {
        cx: x(epoch),
        cy: y(value),
        r: 4.5,
        fill: theme.background,
        stroke: series.color,
        'stroke-width': 2,
      }),
    ),
  ].join('');
}

function bestMark(best: Best, x: number, x0: number, y0: number, theme: Theme): string {
  const text = `best epoch ${best.epoch}`;
  const half = textWidth(text, type.small) / 2;
  const center = Math.min(Math.max(x, x0 + half), x0 + plot.width - half);
  return (
    rule(x, y0 - 6, x, y0 + plot.height, { stroke: theme.muted, 'stroke-dasharray': '2 3' }) +
    label(center, y0 - 11, text, { size: type.small, fill: theme.muted, anchor: 'middle' })
  );
}

/** Names and last values beside the ends of the lines, pushed apart where they would touch. */
function endLabels(series: Series[], y: (value: number) => number, x: number, top: number): string[] {
  const gap = 16;
  const wanted = series
    .map((s) => ({ s, value: s.points.at(-1)![1] }))
    .map(({ s, value }) => ({ s, value, at: y(value) }))
    .sort((a, b) => a.at - b.at);
  for (let i = 1; i < wanted.length; i++) {
    const [upper, lower] = [wanted[i - 1], wanted[i]];
    const missing = gap - (lower.at - upper.at);
    if (missing <= 0) continue;
    upper.at = Math.max(top + 4, upper.at - missing / 2);
    lower.at = upper.at + gap;
  }
  return wanted.map(({ s, value, at }) =>
    label(x, at + 4, `${s.name} ${formatMetric(value)}`, { size: type.label, weight: 600, fill: s.color }),
  );
}

function extent(values: number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  if (low === high)
    return [low - Math.max(0.1, Math.abs(low) * 0.1), high + Math.max(0.1, Math.abs(high) * 0.1)];
  // Zero belongs to the picture when it is near.
  return [low > 0 && low < 0.35 * high ? 0 : low, high];
}
