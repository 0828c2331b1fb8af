import { parseMetrics, type RunRecord } from '@fer/experiments';
import type { EpochRecord, Evaluation } from '@fer/train';
import { dataIdOf } from '../../library/parts';
import { readRunOf, runFolder } from '../../library/runs';

/** A run of this browser, as far as it came. */
export interface OpenedRun {
  record: RunRecord;
  /** The id of the data set that it was trained on. */
  dataId: string;
  /** A record an epoch. */
  epochs: EpochRecord[];
  /** Of a finished run: how often the best epoch's model took which class for which, `[actual][predicted]`. */
  confusion?: number[][];
}

/** @throws where there is no such run. */
export async function openRun(id: string): Promise<OpenedRun> {
  const record = await readRunOf(id);
  const [metrics, evaluation] = await Promise.all([textOf(id, 'metrics.csv'), textOf(id, 'evaluation.json')]);
  return {
    record,
    dataId: dataIdOf(record),
    epochs: metrics === undefined ? [] : parseMetrics(metrics),
    confusion: evaluation === undefined ? undefined : (JSON.parse(evaluation) as Evaluation).confusion.counts,
  };
}

/** The report of a run, a whole page of HTML; undefined where there is none yet. */
export function reportOf(id: string): Promise<string | undefined> {
  return textOf(id, 'report.html');
}

async function textOf(id: string, path: string): Promise<string | undefined> {
  const bytes = await runFolder(id).read(path);
  return bytes && new TextDecoder().decode(bytes);
}
