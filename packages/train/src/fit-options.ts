import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { BatchSource, LabelledData } from './batch';
import { checkWhole } from './check-whole';
import type { Checkpoint, CheckpointStore } from './checkpoints/checkpoint';
import type { EpochRecord } from './epoch-record';
import type { FitProgress } from './fit-progress';
import type { Hold } from './holding';
import { checkMonitor, type EarlyStopping, type Monitor } from './monitor';
import type { ObjectiveOptions } from './objective';
import type { OptimizerSpec } from './optimizers/optimizer-spec';
import { checkWeightAverage, type WeightAverage } from './optimizers/weight-average';
import type { WorkersOptions } from './parallel/use-workers';
import type { ScheduleSpec } from './schedules/schedule-spec';

/** Called after each epoch, before the next begins; the place to save a model. */
export type EpochCallback = (
  record: EpochRecord,
  state: {
    model: tfl.LayersModel;
    isBest: boolean;
    /** Of the validation images, `[actual][predicted]`: how many of each class were taken for which. */
    confusion?: number[][];
  },
) => void | Promise<void>;

/**
 * `workers` threads compute the replicas, at most one each, and the validation; they change nothing but the time.
 */
export interface FitOptions extends WorkersOptions, ObjectiveOptions {
  train: LabelledData | BatchSource;
  validation?: LabelledData | BatchSource;
  /** Number of epochs. Default 10. */
  epochs?: number;
  /** Images an update. Default 128. */
  batchSize?: number;
  /** Updates an epoch, going over the training images as often as it takes. Default: one pass over them. */
  stepsPerEpoch?: number;
  /** Default `{ name: 'adam' }`. An optimiser of the caller's stays the caller's, and takes no schedule, `ema` and checkpoints. */
  optimizer?: OptimizerSpec | tf.Optimizer;
  /** How the learning rate changes from the optimiser's on. Default: not at all. */
  schedule?: ScheduleSpec;
  /**
   * Keeps an exponential moving average of the weights that training changes. Validation, callbacks and the model
   * at the end have the average (with the running means and variances of the unaveraged model, as timm has it).
   */
  ema?: WeightAverage;
  /** Which number says which epoch is best. Default `val_accuracy`, without validation `accuracy`. */
  monitor?: Monitor;
  /** Ends the run before its last epoch. The model has the weights of the last epoch, not of the best. */
  earlyStopping?: EarlyStopping;
  /** May be asynchronous; each is awaited, in order. */
  callbacks?: EpochCallback[];
  /** Where to leave a checkpoint after each epoch, when its callbacks are done. */
  checkpoints?: CheckpointStore;
  /**
   * What `resume(store)` gave: the run goes on after the checkpoint's last epoch, to the numbers, on the same backend, of
   * one that never stopped. The options that decide the numbers must be the same; `epochs` may be another (a schedule
   * that depends on it then goes on as that of the new number).
   */
  resume?: Checkpoint;
  /**
   * Into how many parts each batch is cut; gradients are averaged over them. It decides the numbers: batch
   * normalisation sees one part at a time (as in PyTorch's DDP), and dropout draws a mask for each. Default 1.
   */
  replicas?: number;
  /** Integer; decides the order of the images and every dropout mask. Default 0. */
  seed?: number;
  signal?: AbortSignal;
  /**
   * Pauses the run: called before each update and each batch of validation, which wait until the promise that it gives
   * resolves. What is paused comes to the same numbers, takes no time by `seconds` and `waited`, and can be aborted.
   */
  hold?: Hold;
  onProgress?: (progress: FitProgress) => void;
  /** A clock in milliseconds, for `seconds`. */
  now?: () => number;
}

/** Throws on an option out of range, or two that exclude each other; what it says of the specs themselves is theirs. */
export function checkFitOptions({
  validation,
  epochs = 1,
  batchSize = 1,
  stepsPerEpoch = 1,
  replicas = 1,
  optimizer,
  schedule,
  ema,
  monitor,
  earlyStopping,
  checkpoints,
  resume,
}: FitOptions): void {
  for (const [name, value] of Object.entries({ epochs, batchSize, stepsPerEpoch, replicas }))
    checkWhole(name, value);
  if (ema) checkWeightAverage(ema);
  for (const name of [
    monitor,
    earlyStopping?.monitor,
    schedule && 'monitor' in schedule ? schedule.monitor : undefined,
  ])
    if (name !== undefined) checkMonitor(name, { validation: validation !== undefined });
  if (earlyStopping) {
    checkWhole('earlyStopping.patience', earlyStopping.patience);
    const { minDelta = 0 } = earlyStopping;
    if (!(minDelta >= 0))
      throw new Error(`invalid earlyStopping.minDelta: ${minDelta} (expected a number >= 0)`);
  }
  if (optimizer && optimizer instanceof tf.Optimizer)
    for (const [name, value] of Object.entries({ schedule, ema, checkpoints, resume }))
      if (value !== undefined)
        throw new Error(
          `${name} with an optimizer of your own (expected an optimizer's spec, { name: 'adam' })`,
        );
}
