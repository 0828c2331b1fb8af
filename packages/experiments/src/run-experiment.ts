import { classCounts, select, type LabelledImages } from '@fer/data';
import { loadModel, summarize } from '@fer/models';
import { barChart, historyPlot, type Figure } from '@fer/viz';
import { divide, type DividedData } from './divide';
import type { RunOptions } from './environment';
import { confusionFigure, evaluateSplit, writeEvaluation } from './evaluate-run';
import { activationFigure, explanationFigure, filterFigure } from './explain-run';
import { exampleIndices } from './figures/choose-examples';
import { sampleFigure } from './figures/sample-figure';
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
    await writeEvaluation(folder, evaluation, heldOutName, options.environment);
    record.result = {
      split: heldOutName,
      images: evaluation.count,
      accuracy: evaluation.accuracy,
      loss: evaluation.loss,
    };
    const figures: Record<string, Figure> = {
      samples: sampleFigure(train, { seed: spec.seed, title: 'Faces of the training split' }),
      balance: balanceFigure(divided),
      history: historyPlot(records),
      confusion: confusionFigure(evaluation, heldOutName),
    };
    const examples = exampleIndices(heldOut, 1, spec.seed);
    const draw = async (name: string, what: string, figure: () => Promise<Figure>) => {
      options.onEvent?.({ type: 'step', name: what });
      figures[name] = await figure();
    };
    const { signal } = options;
    await draw('explanations', 'explaining predictions', () =>
      explanationFigure(model, select(heldOut, examples), {
        signal,
        notes: examples.map((i) => heldOut.ids?.[i] ?? `row ${i}`),
      }),
    );
    await draw('activations', 'drawing activations', () =>
      activationFigure(model, select(heldOut, examples.slice(0, 1)), { signal }),
    );
    await draw('filters', 'maximising filters', () => filterFigure(model, { seed: spec.seed, signal }));
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

function balanceFigure({ train, validation, heldOut, heldOutName }: DividedData): Figure {
  const parts: [string, LabelledImages][] = [
    ['training', train],
    ['validation', validation],
  ];
  if (heldOut !== validation) parts.push([heldOutName, heldOut]);
  return barChart(
    { labels: train.classes, series: parts.map(([name, ds]) => ({ name, values: classCounts(ds) })) },
    { title: 'Images a class' },
  );
}
