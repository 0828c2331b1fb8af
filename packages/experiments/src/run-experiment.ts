import type { LabelledImages } from '@fer/data';
import { loadModel, summarize } from '@fer/models';
import { divide } from './divide';
import type { RunOptions } from './environment';
import { evaluateSplit, writeEvaluation } from './evaluate-run';
import { drawFigures } from './figures/draw-figures';
import { writeFigure } from './figures/write-figure';
import { reportHtml } from './report/report-html';
import type { RunFolder } from './run-folder';
import { writeRunRecord, type RunRecord } from './run-record';
import type { ExperimentSpec } from './spec';
import { BEST, trainRun } from './train-run';

/**
 * A whole experiment: trains, evaluates the best epoch's model on held-out images, draws the figures, and
 * writes the run folder with `report.html`.
 *
 * @param data the labelled set that `spec.data.source` names; the application has read it.
 * @throws `AbortError` when aborted; what was written up to then stays whole.
 */
export async function runExperiment(
  spec: ExperimentSpec,
  data: LabelledImages,
  folder: RunFolder,
  options: RunOptions = {},
): Promise<RunRecord> {
  const divided = divide(data, { seed: spec.seed, limit: spec.data.limit });
  const { heldOut, heldOutName, train, validation } = divided;
  options.onEvent?.({
    type: 'data',
    train: train.shape[0],
    validation: validation.shape[0],
    heldOut: heldOut.shape[0],
    heldOutName,
  });
  const { record, records } = await trainRun(spec, data, divided, folder, options);

  const model = await loadModel(folder.models(BEST));
  try {
    const evaluation = await evaluateSplit(model, heldOut, heldOutName, options);
    await writeEvaluation(folder, evaluation, heldOutName);
    record.result = {
      split: heldOutName,
      images: evaluation.count,
      accuracy: evaluation.accuracy,
      loss: evaluation.loss,
    };
    const figures = await drawFigures({ model, records, evaluation, divided, seed: spec.seed }, options);
    options.onEvent?.({ type: 'step', name: 'writing the report' });
    for (const [name, figure] of Object.entries(figures))
      await writeFigure(folder, name, figure, options.environment ?? {});
    record.status = 'finished';
    await folder.write(
      'report.html',
      reportHtml({ record, records, evaluation, summary: summarize(model), figures, divided }),
    );
    await writeRunRecord(folder, record);
    return record;
  } finally {
    model.dispose();
  }
}
