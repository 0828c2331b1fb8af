/** One epoch of a training run; other fields are ignored. */
export interface EpochRecord {
  epoch: number;
  loss: number;
  accuracy: number;
  val_loss?: number;
  val_accuracy?: number;
}

export interface Best {
  epoch: number;
  field: 'val_accuracy' | 'val_loss';
  value: number;
}

const fields = ['epoch', 'loss', 'accuracy', 'val_loss', 'val_accuracy'] as const;

/** Throws unless there are epochs and all their values are finite; `of` names the records in messages. */
export function checkRecords(records: readonly EpochRecord[], of = 'records'): void {
  if (records.length === 0) throw new Error(`invalid number of ${of}: 0 (expected at least 1 epoch)`);
  records.forEach((record, i) => {
    for (const field of fields) {
      const value = record[field];
      if (field.startsWith('val_') && value === undefined) continue;
      if (!Number.isFinite(value))
        throw new Error(`invalid ${field} of ${of}[${i}]: ${value} (expected a finite number)`);
    }
  });
}

/** The first epoch with the highest validation accuracy, or the lowest validation loss where there is no accuracy. */
export function bestEpoch(records: readonly EpochRecord[]): Best | undefined {
  for (const field of ['val_accuracy', 'val_loss'] as const) {
    const known = records.filter((record) => record[field] !== undefined);
    if (known.length === 0) continue;
    const sign = field === 'val_loss' ? -1 : 1;
    const best = known.reduce((a, b) => (sign * b[field]! > sign * a[field]! ? b : a));
    return { field, epoch: best.epoch, value: best[field]! };
  }
  return undefined;
}

/** A field over the epochs that have it. */
export function pointsOf(
  records: readonly EpochRecord[],
  field: keyof EpochRecord,
): (readonly [epoch: number, value: number])[] {
  return records.flatMap((record) =>
    record[field] === undefined ? [] : [[record.epoch, record[field]] as const],
  );
}
