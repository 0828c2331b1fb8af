import type { Command } from 'commander';
import type { DivisionSpec, ExperimentChoices } from '@fer/experiments';
import { initializerNames } from '@fer/models';
import {
  monitorNames,
  optimizerNames,
  type Monitor,
  type OptimizerSpec,
  type ScheduleSpec,
  type TestTimeViews,
} from '@fer/train';
import { UsageError } from './errors';
import { namesOrJson } from './json-option';
import { integer, integerList, number, numberList } from './options';
import { parseViews } from './views-option';

/** Options of `fer train` beyond the first ones, as they are typed. */
export interface TrainingOptions {
  optimizer?: OptimizerSpec | OptimizerSpec['name'];
  learningRate?: number;
  momentum?: number;
  weightDecay?: number;
  clipNorm?: number;
  schedule?: ScheduleSpec | string;
  warmupEpochs?: number;
  labelSmoothing?: number;
  classWeights?: 'balanced' | number[];
  ema?: number;
  stepsPerEpoch?: number;
  monitor?: Monitor;
  patience?: number;
  validation?: number;
  folds?: number;
  fold?: number;
  dropout?: number;
  /** From `--no-batch-norm`: true where it is not given. */
  batchNorm?: boolean;
  initializer?: ExperimentChoices['initializer'];
  widths?: number[];
  /** As `parseViews` reads it. */
  views?: string;
}

/** What the schedules are called on the command line. */
const SCHEDULES: Record<string, ScheduleSpec['name']> = {
  constant: 'constant',
  step: 'step',
  cosine: 'cosine',
  plateau: 'reduceOnPlateau',
  'one-cycle': 'oneCycle',
};

/** Adds the options that decide how a model is trained and what it is. */
export function addTrainingOptions(command: Command): Command {
  return command
    .option(
      '--optimizer <spec>',
      `${optimizerNames().join(', ')}, or JSON, as '{"name":"sgd","momentum":0.9,"nesterov":true}' (default: adam)`,
      namesOrJson((name) => name as OptimizerSpec['name']),
    )
    .option(
      '--learning-rate <rate>',
      "in place of the optimizer's own (adam: 0.001; 0.0001 for leaky4)",
      number,
    )
    .option('--momentum <share>', 'of sgd and rmsprop', number)
    .option('--weight-decay <rate>', 'of sgd (L2) and adamw (decoupled)', number)
    .option('--clip-norm <norm>', 'limit of the norm of all gradients together', number)
    .option(
      '--schedule <spec>',
      `${Object.keys(SCHEDULES).join(', ')}, or JSON, as '{"name":"step","every":10,"factor":0.5}' (default: constant)`,
      namesOrJson<ScheduleSpec | string>((name) => name),
    )
    .option('--warmup-epochs <n>', 'epochs in which the learning rate rises to its value', number)
    .option('--label-smoothing <share>', 'share of each label that is spread over all classes', number)
    .option(
      '--class-weights <weights>',
      'balanced, or a weight a class with commas between: what an image counts by its class',
      (text) => (text === 'balanced' ? text : numberList(text)),
    )
    .option('--ema <decay>', 'keep an exponential moving average of the weights, as 0.999', number)
    .option('--steps-per-epoch <n>', 'updates an epoch (default: one pass over the images)', integer)
    .option(
      '--monitor <name>',
      `what the best epoch is best in: ${monitorNames().join(', ')} (default: val_accuracy)`,
    )
    .option('--patience <n>', 'stop after so many epochs without a lower val_loss', integer)
    .option(
      '--validation <part>',
      'of the training images: a share, as 0.1, drawn by the seed, or how many of the last rows (default: as the data say)',
      number,
    )
    .option('--folds <k>', 'cross-validation: cut the training images into so many parts …', integer)
    .option('--fold <i>', '… of which this one validates, from 0', integer)
    .option('--dropout <rate>', "dropout rate in place of the model's own", number)
    .option('--no-batch-norm', 'leave batch normalisation out')
    .option(
      '--initializer <name>',
      `how weights begin, in place of the model's own: ${initializerNames().join(', ')}`,
    )
    .option('--widths <list>', 'units of the layers of dense, with commas between', integerList)
    .option(
      '--views <views>',
      'evaluate by the mean over views of each image: flip, or ten-crop, five-crop or center-crop of so many pixels, as ten-crop:40',
      (text) => {
        parseViews(text);
        return text;
      },
    );
}

/** The part of an experiment that these options choose. */
export function trainingChoices(options: TrainingOptions): ExperimentChoices {
  const { optimizer = 'adam', learningRate, momentum, weightDecay, clipNorm } = options;
  const { schedule, warmupEpochs, ema, patience, validation, folds, fold, views, batchNorm, ...rest } =
    options;
  const settings = defined({ momentum, weightDecay, clipNorm });
  const said = options.optimizer !== undefined || Object.keys(settings).length > 0;
  const spec = typeof optimizer === 'string' ? { name: optimizer } : optimizer;
  for (const name of ['momentum', 'weightDecay', 'clipNorm'] as const) delete rest[name];
  return {
    ...rest,
    optimizer: said ? { ...spec, ...settings } : undefined,
    learningRate,
    schedule: scheduleOf(schedule, warmupEpochs),
    ema: ema === undefined ? undefined : { decay: ema },
    earlyStopping: patience === undefined ? undefined : { patience },
    division: divisionOf({ validation, folds, fold }),
    batchNorm,
    evaluation: views === undefined ? undefined : { views: viewsOf(views) },
  };
}

function scheduleOf(schedule: TrainingOptions['schedule'], warmupEpochs?: number): ScheduleSpec | undefined {
  if (schedule === undefined && warmupEpochs === undefined) return undefined;
  const named = schedule ?? 'constant';
  const spec = typeof named === 'string' ? { name: SCHEDULES[named] ?? named } : named;
  return { ...spec, ...defined({ warmupEpochs }) } as ScheduleSpec;
}

function divisionOf({
  validation,
  folds,
  fold,
}: Pick<TrainingOptions, 'validation' | 'folds' | 'fold'>): DivisionSpec | undefined {
  if ((folds === undefined) !== (fold === undefined))
    throw new UsageError('--folds and --fold go together (expected both: --folds 5 --fold 0)');
  if (folds === undefined || fold === undefined) {
    if (validation === undefined) return undefined;
    return validation < 1
      ? { validation: 'share', share: validation }
      : { validation: 'last', count: validation };
  }
  if (validation !== undefined)
    throw new UsageError('--validation and --folds at once (expected one of them)');
  return { folds, fold };
}

/** Crops are of 44 pixels unless another number is given: what studies of FER2013 take of its 48. */
function viewsOf(text: string): TestTimeViews | undefined {
  const choice = parseViews(text);
  if (choice === 'none') return undefined;
  return choice === 'flip' ? choice : { size: 44, ...choice };
}

/** Without what is undefined. */
function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
