import type { EpochRecord, Evaluation } from '@fer/train';
import type { RunFolder } from '../run-folder';
import { readRunRecord, type RunRecord } from '../run-record';

/** A run that is finished, as its folder tells it. */
export interface FinishedRun {
  record: RunRecord;
  /** A record an epoch, from metrics.csv. */
  epochs: EpochRecord[];
  /** Of the best epoch's model, on the part that the result is measured on. */
  evaluation: Evaluation;
}

/**
 * Reads a finished run's numbers.
 *
 * @throws where the folder holds no run, one that is not finished, or one whose files do not go together.
 */
export async function readRun(folder: RunFolder): Promise<FinishedRun> {
  const record = await readRunRecord(folder);
  if (record.status !== 'finished')
    throw new Error(`the run in ${folder.name} is ${record.status} (expected a finished one)`);
  const text = async (path: string) => {
    const bytes = await folder.read(path);
    if (bytes === undefined)
      throw new Error(`no ${path} in ${folder.name} (expected that of a finished run)`);
    return new TextDecoder().decode(bytes);
  };
  return {
    record,
    epochs: parseMetrics(await text('metrics.csv')),
    evaluation: JSON.parse(await text('evaluation.json')) as Evaluation,
  };
}

/** The rows of a metrics.csv; a field that is empty was not measured. */
export function parseMetrics(csv: string): EpochRecord[] {
  const [header, ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map(
    (row) =>
      Object.fromEntries(
        header.flatMap((column, i) => (row[i] ? [[column, Number(row[i])]] : [])),
      ) as unknown as EpochRecord,
  );
}
