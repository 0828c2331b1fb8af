import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { DRAWN_FACES, experimentSpec, readRunRecord, type ExperimentChoices } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { modelNames, preprocessingNames, type PreprocessingName } from '@fer/models';
import { augmentOption } from '../augment-option';
import { optionWords } from '../command-line';
import { checkingInput, UsageError } from '../errors';
import { executeRun } from '../execute-run';
import {
  backendOption,
  dataOption,
  integer,
  noCacheOption,
  skipBadRowsOption,
  workersOption,
} from '../options';
import { freeRunPath } from '../output-folder';
import { addTrainingOptions, trainingChoices, type TrainingOptions } from '../training-options';

interface TrainOptions
  extends
    TrainingOptions,
    Pick<
      ExperimentChoices,
      | 'model'
      | 'epochs'
      | 'batchSize'
      | 'replicas'
      | 'preprocessing'
      | 'augment'
      | 'limit'
      | 'seed'
      | 'skipBadRows'
      | 'dropDuplicates'
      | 'dropConflicts'
    > {
  data: string;
  cache?: boolean;
  backend: string;
  workers?: number;
  out?: string;
  json?: boolean;
  saveSpec?: string;
  resume?: string;
}

export function trainCommand(signal: AbortSignal): Command {
  const command = new Command('train')
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
    );
  return addTrainingOptions(command)
    .option('--seed <n>', 'decides weights, order and dropout', integer, 0)
    .option('--out <folder>', 'where to write the run (default: runs/<model>)')
    .option('--save-spec <file>', 'write what would be trained as a spec for fer run, and train nothing')
    .option('--resume <run>', 'continue a run that was stopped, with its own options')
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText(
      'after',
      `
Examples:
  fer train --data fer2013.csv.gz --model leaky4 --epochs 30 --out runs/leaky4
  fer train --resume runs/leaky4`,
    )
    .action((options: TrainOptions, self: Command) => {
      if (options.resume === undefined) return train(options, signal);
      checkAlone(self);
      return resume(options.resume, options, signal);
    });
}

/** Trains as the options say; the demo is a call of this with its own. */
export async function train(
  {
    data: source,
    cache,
    backend,
    workers,
    out,
    json,
    saveSpec,
    ...options
  }: TrainOptions & { name?: string },
  signal: AbortSignal,
): Promise<void> {
  const spec = await checkingInput(() => experimentSpec({ ...trainingChoices(options), source }));
  if (saveSpec !== undefined) {
    await checkingInput(() => writeFile(saveSpec, `${JSON.stringify(spec, null, 2)}\n`));
    return;
  }
  const { name: _, batchNorm, ...typed } = options;
  const words = optionWords({ data: source, ...typed, ...(batchNorm === false && { batchNorm }) });
  const path = out ?? freeRunPath(spec.model.name);
  await executeRun(spec, { path, command: ['train', ...words], backend, workers, cache, json }, signal);
}

/** Continues a run on the backend that it was begun on, unless another is asked for. */
async function resume(path: string, options: TrainOptions, signal: AbortSignal): Promise<void> {
  const record = await checkingInput(() => readRunRecord(nodeRunFolder(path)));
  const backend = options.backend === 'auto' ? record.backend : options.backend;
  await executeRun(record.spec, { ...options, path, backend, resume: true }, signal);
}

/** Options that do not decide what is trained. */
const BESIDE_RESUME = ['resume', 'workers', 'backend', 'cache', 'json'];

function checkAlone(command: Command): void {
  const other = command.options.find((option) => {
    const name = option.attributeName();
    return !BESIDE_RESUME.includes(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (other)
    throw new UsageError(`${other.long} with --resume (expected none: a run goes on as it was begun)`);
}

function preprocessingList(text: string): PreprocessingName | PreprocessingName[] {
  const names = text.split(',').map((name) => name.trim() as PreprocessingName);
  return names.length === 1 ? names[0] : names;
}
