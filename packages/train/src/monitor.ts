import type { EpochRecord } from './epoch-record';

const MONITORS = [
  'val_accuracy',
  'val_loss',
  'val_balanced_accuracy',
  'val_macro_f1',
  'accuracy',
  'loss',
] as const;

/** The number of an epoch's record that says how good it was: of losses the lower is better, else the higher. */
export type Monitor = (typeof MONITORS)[number];

/** The names that a monitor may have. */
export function monitorNames(): Monitor[] {
  return [...MONITORS];
}

/** @throws on a name that is none. */
export function checkMonitor(monitor: Monitor, { validation = true } = {}): void {
  if (!MONITORS.includes(monitor))
    throw new Error(`unknown monitor: ${String(monitor)} (expected one of ${MONITORS.join(', ')})`);
  if (!validation && monitor.startsWith('val_'))
    throw new Error(
      `invalid monitor: ${monitor} (expected accuracy or loss: there are no validation images)`,
    );
}

/** @throws where the epoch has no such number, as there was no validation. */
export function monitored(record: EpochRecord, monitor: Monitor): number {
  const value = record[monitor];
  if (value === undefined)
    throw new Error(`epoch ${record.epoch} has no ${monitor} (expected validation images)`);
  return value;
}

/** Whether a value is better than the best so far, by more than `minDelta`. */
export function improves(
  value: number,
  best: number,
  { monitor, minDelta = 0 }: { monitor: Monitor; minDelta?: number },
): boolean {
  return monitor.endsWith('loss') ? value < best - minDelta : value > best + minDelta;
}

/** The best epoch of a run, the first of equals. */
export function bestRecord(records: readonly EpochRecord[], monitor?: Monitor): EpochRecord | undefined {
  return records.reduce<EpochRecord | undefined>((best, record) => {
    if (best === undefined) return record;
    const chosen = monitor ?? defaultMonitor(record);
    return improves(monitored(record, chosen), monitored(best, chosen), { monitor: chosen }) ? record : best;
  }, undefined);
}

function defaultMonitor({ val_accuracy }: EpochRecord): Monitor {
  return val_accuracy === undefined ? 'accuracy' : 'val_accuracy';
}

/** What says whether training still gets on: the validation loss, without validation the loss. */
export function lossMonitor({ val_loss }: EpochRecord): Monitor {
  return val_loss === undefined ? 'loss' : 'val_loss';
}

/** When to stop before the last epoch. */
export interface EarlyStopping {
  /** Default `val_loss`, without validation `loss`. */
  monitor?: Monitor;
  /** After so many epochs without improvement. */
  patience: number;
  /** Less than this is no improvement. Default 0. */
  minDelta?: number;
}

/** Whether a run should stop after these epochs (Prechelt 1998; as Keras' EarlyStopping). */
export function shouldStop(
  records: readonly EpochRecord[],
  { monitor, patience, minDelta = 0 }: EarlyStopping,
): boolean {
  let best: number | undefined;
  let waited = 0;
  for (const record of records) {
    const chosen = monitor ?? lossMonitor(record);
    const value = monitored(record, chosen);
    if (best === undefined || improves(value, best, { monitor: chosen, minDelta })) {
      best = value;
      waited = 0;
    } else waited++;
  }
  return waited >= patience;
}
