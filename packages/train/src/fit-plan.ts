import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { BatchSource } from './batch';
import { checkedSource } from './checked-source';
import { checkSettings, type RunSettings } from './checkpoints/checkpoint';
import type { EpochRecord } from './epoch-record';
import { checkFitOptions, type FitOptions } from './fit-options';
import { objective } from './objective';
import { completeOptimizer, type CompleteOptimizerSpec } from './optimizers/optimizer-spec';
import { learningRate } from './schedules/learning-rate';
import { completeSchedule } from './schedules/schedule-spec';

/** A run as its options say, with everything checked and every default filled in. */
export interface FitPlan {
  train: BatchSource;
  validation?: BatchSource;
  epochs: number;
  batchSize: number;
  seed: number;
  replicas: number;
  optimizer: CompleteOptimizerSpec | tf.Optimizer;
  /** Gives a batch the soft labels and weights that the loss takes. */
  withObjective: ReturnType<typeof objective>;
  /** The learning rate of update `step`, after the epochs of `records`. */
  rateAt(step: number, records: readonly EpochRecord[]): number;
  /** What decides the numbers, for a checkpoint. */
  settings: RunSettings;
}

/** @throws on options that are out of range, exclude each other, or do not fit the checkpoint to resume. */
export function planFit(model: tfl.LayersModel, options: FitOptions): FitPlan {
  checkFitOptions(options);
  const { epochs = 10, batchSize = 128, stepsPerEpoch, replicas = 1, seed = 0 } = options;
  const train = checkedSource(model, options.train, 'training');
  const validation = options.validation && checkedSource(model, options.validation, 'validation');
  const { optimizer: given = { name: 'adam' } } = options;
  const optimizer = given instanceof tf.Optimizer ? given : completeOptimizer(given);
  const schedule = completeSchedule(options.schedule ?? { name: 'constant' });
  if ('warmupEpochs' in schedule && schedule.warmupEpochs > 0 && schedule.warmupEpochs >= epochs)
    throw new Error(
      `invalid warmupEpochs: ${schedule.warmupEpochs} (expected less than the ${epochs} epochs of training)`,
    );
  const { ema, labelSmoothing, classWeights } = options;
  const steps = stepsPerEpoch ?? Math.ceil(train.size / batchSize);
  const settings: RunSettings = {
    seed,
    trainingImages: train.size,
    weights: model.countParams(),
    batchSize,
    stepsPerEpoch: steps,
    replicas,
    optimizer,
    schedule,
    ema,
    labelSmoothing,
    classWeights,
  };
  if (options.resume) checkSettings(options.resume, settings);
  return {
    train,
    validation,
    epochs,
    batchSize,
    seed,
    replicas,
    optimizer,
    withObjective: objective(options, (model.outputs[0].shape as number[]).at(-1) ?? 0),
    rateAt: (step, records) =>
      optimizer instanceof tf.Optimizer
        ? rateOf(optimizer)
        : learningRate(schedule, optimizer.learningRate, { step, stepsPerEpoch: steps, epochs, records }),
    settings,
  };
}

function rateOf(optimizer: tf.Optimizer): number {
  return (optimizer as unknown as { learningRate: number }).learningRate;
}
