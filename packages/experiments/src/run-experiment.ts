import type { LabelledImages } from '@fer/data';
import { loadModel, summarize } from '@fer/models';
import { WorkerPool, type EpochRecord } from '@fer/train';
import { checkAgainstData } from './check-against-data';
import { divide, type DividedData } from './divide';
import type { PartOptions, RunEvent, RunOptions } from './environment';
import { evaluateSplit, frequentClass, writeEvaluation } from './evaluate-run';
import { drawFigures } from './figures/draw-figures';
import { writeFigure } from './figures/write-figure';
import { reportHtml } from './report/report-html';
import { findRun, readCheckpoint, removeCheckpoint, takeUpRun } from './resume-run';
import type { RunFolder } from './run-folder';
import { writeRunRecord, type RunRecord } from './run-record';
import type { ExperimentSpec } from './spec';
import { startRun } from './start-run';
import { BEST, trainRun } from './train-run';

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
    await reportRun(record, records, divided, folder, { ...options, pool });
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

/** Evaluates the best epoch's model, draws the figures and writes the report. */
async function reportRun(
  record: RunRecord,
  records: EpochRecord[],
  divided: DividedData,
  folder: RunFolder,
  options: PartOptions,
): Promise<void> {
  const { heldOut, heldOutName } = divided;
  const model = await loadModel(folder.store(BEST));
  try {
    const evaluation = await evaluateSplit(model, heldOut, heldOutName, {
      ...record.spec.evaluation,
      ...options,
    });
    await writeEvaluation(folder, evaluation, heldOutName);
    const { count: images, accuracy, loss } = evaluation;
    record.result = { split: heldOutName, images, accuracy, loss, baseline: frequentClass(evaluation) };
    await writeRunRecord(folder, record);
    const figures = await drawFigures(
      { model, records, evaluation, divided, seed: record.spec.seed, figures: record.spec.figures },
      options,
    );
    options.onEvent?.({ type: 'step', name: 'writing the report' });
    for (const [name, figure] of Object.entries(figures)) {
      await writeFigure(folder, name, figure, options.environment ?? {});
    }
    const summary = summarize(model);
    await folder.write('report.html', reportHtml({ record, records, evaluation, summary, figures, divided }));
    record.status = 'finished';
    await writeRunRecord(folder, record);
  } finally {
    model.dispose();
  }
}
