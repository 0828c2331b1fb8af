import { Command } from 'commander';
import {
  confusionFigure,
  evaluatePrediction,
  predictSplit,
  reliabilityFigure,
  writeEvaluation,
  writeFigure,
  writePredictions,
} from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { WorkerPool } from '@fer/train';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { openEnsemble } from '../open-ensemble';
import { backendOption, dataOption, noCacheOption, skipBadRowsOption, workersOption } from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { replicaWorkers } from '../replica-workers';
import { homeOf } from '../run-at';
import { evaluationText } from '../terminal/evaluation-text';
import { RunReporter } from '../terminal/run-reporter';
import { viewsFor, viewsOption, viewsText, type ViewsChoice } from '../views-option';

interface EvaluateOptions {
  data?: string;
  split?: string;
  views?: ViewsChoice;
  skipBadRows?: boolean;
  cache?: boolean;
  out?: string;
  json?: boolean;
  backend: string;
  workers?: number;
}

/** Fewer take less time than a thread needs to start. */
const IMAGES_A_WORKER = 512;

export function evaluateCommand(signal: AbortSignal): Command {
  return new Command('evaluate')
    .description(
      "Measure a run's best model: accuracy, balanced accuracy, calibration, scores a class, confusion matrix. Several runs are measured as one, by the mean of their probabilities.",
    )
    .argument('<runs...>', 'folders that fer train wrote')
    .addOption(dataOption())
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .option('--split <name>', 'which part of the data, as it names it (default: the part held out)')
    .addOption(viewsOption())
    .option(
      '--out <folder>',
      'where to write evaluation.json, confusion.csv, predictions.csv and the figures (default: the run, if one run is evaluated as it is)',
    )
    .addOption(workersOption())
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText(
      'after',
      `
Examples:
  fer evaluate runs/leaky4 --split Training --out train-scores
  fer evaluate runs/wide4 --views ten-crop
  fer evaluate runs/wide4 runs/wide4-2 runs/wide4-3 --views flip --out ensemble`,
    )
    .action((runs: string[], options: EvaluateOptions) => evaluate(runs, options, signal));
}

async function evaluate(
  runs: string[],
  { backend, workers, out, json, views: wanted, ...chosen }: EvaluateOptions,
  signal: AbortSignal,
): Promise<void> {
  const reporter = new RunReporter();
  const computedOn = await chooseBackend(backend, { warn: reporter.print });
  const asItIs =
    runs.length === 1 && [chosen.data, chosen.split, wanted].every((choice) => choice === undefined);
  const target = out ?? (asItIs ? homeOf(runs[0]) : undefined);
  const { record, models, images, split } = await openEnsemble(runs, chosen, signal);
  if (target !== undefined) await checkWritable(target);
  const [n, h, w] = images.shape;
  const own = runs.length === 1 ? record.spec.evaluation : undefined;
  const views =
    wanted === undefined ? own?.views : viewsFor(wanted, [h, w], models[0].inputs[0].shape.slice(1, 3));
  const threads = replicaWorkers(computedOn, workers ?? Math.floor(n / IMAGES_A_WORKER), workers);
  const pool = threads && new WorkerPool(threads);
  const options = { signal, onEvent: reporter.onEvent, pool, views };
  const prediction = await predictSplit(models, images, split, options).finally(() => {
    pool?.close();
    reporter.stop();
  });
  const evaluation = {
    ...(runs.length > 1 && { runs }),
    ...(views && { views }),
    ...evaluatePrediction(prediction, images, own),
  };
  if (target !== undefined) {
    await makeOutput(target);
    const folder = nodeRunFolder(target);
    await writeEvaluation(folder, evaluation, split);
    await writePredictions(folder, prediction, images);
    await writeFigure(folder, 'confusion', confusionFigure(evaluation, split), nodeEnvironment());
    await writeFigure(folder, 'reliability', reliabilityFigure(evaluation, split), nodeEnvironment());
  }
  if (json) {
    console.log(JSON.stringify({ split, ...evaluation }, null, 2));
    return;
  }
  const how = [
    ...(runs.length > 1 ? [`mean of ${runs.length} models`] : []),
    ...(views ? [`mean over ${viewsText(views)}`] : []),
  ];
  console.log(evaluationText(evaluation, split));
  if (how.length > 0) console.log(`\n${how.join(', ')}`);
  if (target !== undefined)
    console.log(
      `\nwritten to ${target}: evaluation.json, confusion.csv, predictions.csv, figures/confusion.png, figures/reliability.png`,
    );
}
