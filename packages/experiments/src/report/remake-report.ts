import type { LabelledImages } from '@fer/data';
import { WorkerPool } from '@fer/train';
import { readRun } from '../compare/read-run';
import { divide } from '../divide';
import type { RunOptions } from '../environment';
import { FIGURE_NAMES, type FigureName } from '../figure-names';
import { dataHash } from '../hash';
import type { RunFolder } from '../run-folder';
import type { RunRecord } from '../run-record';
import { writeReport, type WriteReportOptions } from './write-report';

export interface RemakeReportOptions
  extends
    Pick<RunOptions, 'environment' | 'signal' | 'onEvent'>,
    Pick<WriteReportOptions, 'to' | 'markdown'> {
  /** Default all, whatever the run asked for; what it did not keep (the maps of its epochs) is left out. */
  figures?: readonly FigureName[];
}

/** A report can't be made so: the run is not finished, or its data are not what is there now. */
export class ReportError extends Error {
  override name = 'ReportError';
}

/**
 * Makes the report of a finished run again, from its folder and its data: also one that an older version trained gets the
 * report of this one. Nothing of the run but report.html and figures/ is changed.
 *
 * @param data what `spec.data.source` of the run names.
 * @throws `ReportError` where the folder holds no finished run, or the data are not those that it was trained on; `AbortError`.
 * @example
 * await remakeReport(nodeRunFolder('runs/mine'), await readFer('fer2013.csv.gz'), { markdown: true });
 */
export async function remakeReport(
  folder: RunFolder,
  data: LabelledImages,
  { figures = FIGURE_NAMES, ...options }: RemakeReportOptions = {},
): Promise<RunRecord> {
  const { record, epochs } = await readRun(folder).catch((error: Error) => {
    throw new ReportError(error.message, { cause: error });
  });
  const { spec } = record;
  if ((await dataHash(data)) !== record.dataHash) {
    throw new ReportError(
      `these are not the data that the run in ${folder.name} was trained on (expected those of ${spec.data.source} with SHA-256 ${record.dataHash.slice(0, 16)}…)`,
    );
  }
  const divided = divide(data, { seed: spec.seed, ...spec.data });
  const workers = options.environment?.workers;
  const pool = workers && new WorkerPool(workers);
  try {
    await writeReport({ record, records: epochs, data, divided, folder, figures }, { ...options, pool });
  } finally {
    pool?.close();
  }
  return record;
}
