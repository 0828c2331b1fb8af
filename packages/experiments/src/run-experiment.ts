import type { LabelledImages } from '@fer/data';
import { WorkerPool } from '@fer/train';
import { checkAgainstData } from './check-against-data';
import { divide, type DividedData } from './divide';
import type { RunEvent, RunOptions } from './environment';
import { frequentClass, writeEvaluation, type NamedEvaluation } from './evaluate-run';
import { writeReport } from './report/write-report';
import { findRun, readCheckpoint, removeCheckpoint, takeUpRun } from './resume-run';
import type { RunFolder } from './run-folder';
import { writeRunRecord, type RunRecord } from './run-record';
import type { ExperimentSpec } from './spec';
import { startRun } from './start-run';
import { trainRun } from './train-run';

/**
 * A whole experiment: trains, evaluates the best epoch's model on held-out images, draws the figures, and
 * writes the run folder with `report.html`. With `resume` it continues what the folder holds: at most the epoch in
 * which it was stopped is computed again, and the numbers are those of a run that never stopped.
 *
 * @param data the labelled set that `spec.data.source` names; the application has read it.
 * @throws `AbortError` when aborted; what was written up to then stays whole. With `resume`, `ResumeError` where the folder
 * holds a run of another spec, of other data or of another backend.
 */
export async function runExperiment(
  spec: ExperimentSpec,
  data: LabelledImages,
  folder: RunFolder,
  options: RunOptions = {},
): Promise<RunRecord> {
  const found = options.resume ? await findRun(folder, spec) : undefined;
  if (found?.status === 'finished') {
    await removeCheckpoint(folder);
    return found;
  }
  checkAgainstData(spec, data);
  const divided = divide(data, { seed: spec.seed, ...spec.data });
  options.onEvent?.(dataEvent(divided));
  if (found) await takeUpRun(found, data, folder);
  const record = found ?? (await startRun(spec, data, divided, folder, options.environment ?? {}));
  let pool: WorkerPool | undefined;
  try {
    const from = found && (await readCheckpoint(folder));
    if (from) options.onEvent?.({ type: 'resumed', epoch: from.epoch, epochs: spec.training.epochs });
    const workers = options.environment?.workers;
    pool = workers && new WorkerPool(workers);
    const records = await trainRun(record, divided, folder, { ...options, pool, from });
    const { figures } = spec;
    const sources = { record, records, data, divided, folder, figures };
    await writeReport(sources, { ...options, pool, onEvaluation: keepEvaluation });
    record.status = 'finished';
    await writeRunRecord(folder, record);
    await removeCheckpoint(folder);
  } catch (error) {
    record.status = error instanceof Error && error.name === 'AbortError' ? 'stopped' : 'failed';
    // What ended the run is the news, also where its folder can't be written any more.
    await writeRunRecord(folder, record).catch(() => undefined);
    throw error;
  } finally {
    pool?.close();
  }
  return record;

  async function keepEvaluation(evaluation: NamedEvaluation): Promise<void> {
    const { heldOutName: split } = divided;
    await writeEvaluation(folder, evaluation, split);
    const { count: images, accuracy, loss } = evaluation;
    record.result = { split, images, accuracy, loss, baseline: frequentClass(evaluation) };
    await writeRunRecord(folder, record);
  }
}

function dataEvent({ train, validation, heldOut, heldOutName, dropped }: DividedData): RunEvent {
  return {
    type: 'data',
    train: train.shape[0],
    validation: validation.shape[0],
    heldOut: heldOut.shape[0],
    heldOutName,
    ...(dropped && { dropped: dropped.copies + dropped.conflicting }),
  };
}
