import { Command, Option } from 'commander';
import {
  divide,
  DRAWN_FACES,
  experimentSpec,
  readRunRecord,
  runExperiment,
  type ExperimentChoices,
} from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { modelNames, preprocessingNames, type PreprocessingName } from '@fer/models';
import { augmentOption } from '../augment-option';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { checkingInput, isAbort } from '../errors';
import { loadData } from '../load-data';
import {
  backendOption,
  dataOption,
  integer,
  noCacheOption,
  number,
  skipBadRowsOption,
  workersOption,
} from '../options';
import { replicaWorkers } from '../replica-workers';
import { checkNewRun, freeRunPath, makeOutput } from '../output-folder';
import { percent } from '../terminal/format';
import { RunReporter } from '../terminal/run-reporter';

interface TrainOptions extends Omit<ExperimentChoices, 'source'> {
  data: string;
  cache?: boolean;
  backend: string;
  workers?: number;
  out?: string;
  json?: boolean;
}

export function trainCommand(signal: AbortSignal): Command {
  return new Command('train')
    .description(
      'Train a network and write a run folder with the model, its evaluation and an illustrated report.',
    )
    .addOption(dataOption().default(DRAWN_FACES))
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .option('--model <name>', `one of ${modelNames().join(', ')}`, 'tiny')
    .option('--epochs <n>', 'passes over the training images', integer, 10)
    .option('--batch-size <n>', 'images an update', integer, 64)
    .option('--replicas <n>', 'parts that each batch is cut into; decides the numbers', integer, 2)
    .addOption(workersOption())
    .option('--learning-rate <rate>', "Adam's step size (default: 0.001; 0.0001 for leaky4)", number)
    .option('--dropout <rate>', "dropout rate in place of the model's own", number)
    .option(
      '--preprocessing <kinds>',
      `${preprocessingNames().join(', ')}; several with commas between, done in turn`,
      preprocessingList,
      'none',
    )
    .addOption(augmentOption('training images are changed so, anew in every epoch'))
    .option('--limit <n>', 'at most so many images of each split', integer)
    .addOption(
      new Option(
        '--drop-duplicates [kind]',
        'keep one copy of an image, the held-out one; near: also of look-alikes',
      )
        .choices(['exact', 'near'])
        .preset('exact'),
    )
    .option(
      '--drop-conflicts',
      'with --drop-duplicates: keep none of an image whose copies have different labels',
    )
    .option('--seed <n>', 'decides weights, order and dropout', integer, 0)
    .option('--out <folder>', 'where to write the run (default: runs/<model>)')
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText(
      'after',
      '\nExample:\n  fer train --data fer2013.csv.gz --model leaky4 --epochs 30 --out runs/leaky4',
    )
    .action((options: TrainOptions) => train(options, signal));
}

/** Trains as the options say; the demo is a call of this with its own. */
export async function train(
  { data: source, cache, backend, workers, out, json, ...choices }: TrainOptions,
  signal: AbortSignal,
): Promise<void> {
  const reporter = new RunReporter();
  const spec = await checkingInput(() => experimentSpec({ ...choices, source }));
  const path = out ?? freeRunPath(spec.model.name);
  await checkNewRun(path);
  const computedOn = await chooseBackend(backend, { warn: reporter.print });
  const data = await loadData(source, { signal, cache, skipBadRows: spec.data.skipBadRows });
  await checkingInput(() => divide(data, { ...spec.data, seed: spec.seed }));
  await makeOutput(path);
  reporter.print(`${spec.name}: backend ${computedOn}, run folder ${path}`);
  const command = commandLine(['train', '--data', source, ...optionWords(choices), '--backend', computedOn]);
  try {
    const record = await runExperiment(spec, data, nodeRunFolder(path), {
      environment: {
        ...nodeEnvironment(command),
        workers: replicaWorkers(computedOn, spec.training.replicas, workers),
      },
      signal,
      onEvent: reporter.onEvent,
    });
    const { result } = record;
    if (json) console.log(JSON.stringify({ run: path, ...record }, null, 2));
    else if (result) {
      const { accuracy, images, split, baseline } = result;
      const caveat = split === 'validation' ? ', which also chose the best epoch' : '';
      console.log(
        `accuracy ${percent(accuracy)} on ${images} ${split} images${caveat} (always ${baseline.name}: ${percent(baseline.accuracy)})`,
      );
      console.log(`report   ${path}/report.html`);
    }
  } catch (error) {
    if (isAbort(error)) reporter.print(await whatIsLeft(path));
    throw error;
  } finally {
    reporter.stop();
  }
}

async function whatIsLeft(path: string): Promise<string> {
  const { epochsDone } = await readRunRecord(nodeRunFolder(path));
  if (epochsDone === 0) return `stopped before the first epoch was finished: nothing to use in ${path}`;
  return `stopped; what was finished is in ${path}: ${epochsDone} ${epochsDone === 1 ? 'epoch' : 'epochs'}`;
}

/** Options as words of a command line: `batchSize: 64` is `--batch-size 64`. */
function optionWords(choices: object): string[] {
  return Object.entries(choices).flatMap(([key, value]) => {
    if (value === undefined || key === 'name') return [];
    const option = `--${key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
    return value === true ? [option] : [option, wordOf(value)];
  });
}

/** A list of names as they are typed, other lists as JSON. */
function wordOf(value: unknown): string {
  const isData = Array.isArray(value) && value.some((part) => typeof part !== 'string');
  return isData ? JSON.stringify(value) : String(value);
}

function preprocessingList(text: string): PreprocessingName | PreprocessingName[] {
  const names = text.split(',').map((name) => name.trim() as PreprocessingName);
  return names.length === 1 ? names[0] : names;
}

function commandLine(words: string[]): string {
  return [
    'fer',
    ...words.map((word) =>
      /^[\w./@:=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    ),
  ].join(' ');
}
