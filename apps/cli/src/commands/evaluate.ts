import { Command } from 'commander';
import { confusionFigure, evaluateSplit, writeEvaluation, writeFigure } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { WorkerPool } from '@fer/train';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { chooseData, openRun } from '../open-run';
import { backendOption, dataOption, noCacheOption, skipBadRowsOption, workersOption } from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { replicaWorkers } from '../replica-workers';
import { formatTable, percent } from '../terminal/format';
import { RunReporter } from '../terminal/run-reporter';

interface EvaluateOptions {
  data?: string;
  split?: string;
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
    .description("Measure a run's best model: accuracy, scores a class, confusion matrix.")
    .argument('<run>', 'folder that fer train wrote')
    .addOption(dataOption())
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .option('--split <name>', 'which part of the data, as it names it (default: the part held out)')
    .option(
      '--out <folder>',
      'where to write evaluation.json, confusion.csv and the figure (default: the run, unless --data or --split is given)',
    )
    .addOption(workersOption())
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText('after', '\nExample:\n  fer evaluate runs/leaky4 --split Training --out train-scores')
    .action((run: string, options: EvaluateOptions) => evaluate(run, options, signal));
}

async function evaluate(
  runPath: string,
  { backend, workers, out, json, ...chosen }: EvaluateOptions,
  signal: AbortSignal,
): Promise<void> {
  const reporter = new RunReporter();
  const computedOn = await chooseBackend(backend, { warn: reporter.print });
  const { record, model } = await openRun(runPath);
  const target = out ?? (chosen.data === undefined && chosen.split === undefined ? runPath : undefined);
  if (target !== undefined) await checkWritable(target);
  const { images, split } = await chooseData(record, chosen, signal);
  const threads = replicaWorkers(
    computedOn,
    workers ?? Math.floor(images.shape[0] / IMAGES_A_WORKER),
    workers,
  );
  const pool = threads && new WorkerPool(threads);
  const options = { signal, onEvent: reporter.onEvent, pool };
  const evaluation = await evaluateSplit(model, images, split, options).finally(() => {
    pool?.close();
    reporter.stop();
  });
  if (target !== undefined) {
    await makeOutput(target);
    const folder = nodeRunFolder(target);
    await writeEvaluation(folder, evaluation, split);
    await writeFigure(folder, 'confusion', confusionFigure(evaluation, split), nodeEnvironment());
  }
  if (json) {
    console.log(JSON.stringify({ split, ...evaluation }, null, 2));
    return;
  }
  const rows = evaluation.perClass.map(({ name, precision, recall, f1, support }) => [
    name,
    ...[precision, recall, f1].map((value) => value.toFixed(3)),
    support,
  ]);
  console.log(
    `accuracy ${percent(evaluation.accuracy)}, loss ${evaluation.loss.toFixed(3)} on ${evaluation.count} ${split} images\n`,
  );
  console.log(formatTable([['class', 'precision', 'recall', 'f1', 'images'], ...rows]));
  const confusions = evaluation.confusion.topConfusions.map(
    ({ actual, predicted, share, count }) =>
      `  ${actual} taken for ${predicted}: ${percent(share)} (${count})`,
  );
  if (confusions.length > 0) console.log(`\nlargest confusions\n${confusions.join('\n')}`);
  if (target !== undefined)
    console.log(`\nwritten to ${target}: evaluation.json, confusion.csv, figures/confusion.png`);
}
