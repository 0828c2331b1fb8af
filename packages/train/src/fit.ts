import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { BatchSource, LabelledData, Pass } from './batch';
import { checkedSource } from './checked-source';
import { checkWhole } from './check-whole';
import { logitsFunction } from './logits';
import { completeOptimizer, type OptimizerSpec } from './optimizer';
import { scorer } from './parallel/scorer';
import { openWorkers, type WorkersOptions } from './parallel/use-workers';
import type { FitProgress } from './fit-progress';
import { startTraining, type Training } from './start-training';
import { runPhase } from './run-phase';

/** What an epoch came to; the names are the columns of `metrics.csv`. */
export interface EpochRecord {
  /** 1, 2, 3, … */
  epoch: number;
  /** Mean cross-entropy over the epoch's training batches, measured while the weights changed. */
  loss: number;
  /** Share of training images classified correctly, likewise. */
  accuracy: number;
  val_loss?: number;
  val_accuracy?: number;
  /** Learning rate. */
  lr: number;
  /** Duration, validation included; only with a clock (`now`). */
  seconds?: number;
  /**
   * Seconds of the training batches that no update was computed because the next batch was not there; only with a
   * clock. Where threads compute, their scripts need one too (`serveReplicas`, `now`), else a source that
   * computes in this thread for longer than an update takes is not noticed.
   */
  waited?: number;
}

export interface History {
  records: EpochRecord[];
  /** The epoch of the highest validation accuracy (training accuracy without validation); the first of equals. */
  bestEpoch: number;
}

/** Called after each epoch, before the next begins; the place to save a checkpoint. */
export type EpochCallback = (
  record: EpochRecord,
  state: { model: tfl.LayersModel; isBest: boolean },
) => void | Promise<void>;

/**
 * `workers` threads compute the replicas, at most one each, and the validation; they change nothing but the time.
 */
export interface FitOptions extends WorkersOptions {
  train: LabelledData | BatchSource;
  validation?: LabelledData | BatchSource;
  /** Number of passes over the training data. Default 10. */
  epochs?: number;
  /** Images an update. Default 128. */
  batchSize?: number;
  /** Default `{ name: 'adam' }`. An optimiser of the caller's stays the caller's. */
  optimizer?: OptimizerSpec | tf.Optimizer;
  callbacks?: EpochCallback[];
  /**
   * Into how many parts each batch is cut; gradients are averaged over them. It decides the numbers: batch
   * normalisation sees one part at a time (as in PyTorch's DDP), and dropout draws a mask for each. Default 1.
   */
  replicas?: number;
  /** Integer; decides the order of the images and every dropout mask. Default 0. */
  seed?: number;
  signal?: AbortSignal;
  onProgress?: (progress: FitProgress) => void;
  /** A clock in milliseconds, for `seconds`. */
  now?: () => number;
}

/**
 * Trains a classifier on its cross-entropy. The same model, data, options and seed give the same numbers again
 * on the same backend, in Node and in a browser alike; between the cpu and wasm backends they agree to rounding.
 *
 * @param model probabilities or logits out, see `logitsFunction`; its weights change in place.
 * @throws `AbortError` when aborted (the weights are those of the last update); an error that names the
 * epoch when the loss is no longer a number, or the image whose shape or label does not fit the model.
 * @example
 * const { records } = await fit(model, { train, validation, epochs: 5, seed: 1 });
 */
export async function fit(model: tfl.LayersModel, options: FitOptions): Promise<History> {
  const records: EpochRecord[] = [];
  for await (const record of fitEpochs(model, options)) records.push(record);
  return { records, bestEpoch: bestRecord(records)?.epoch ?? 0 };
}

/** The same as `fit`, an epoch at a time: not asking for the next record pauses the training. */
export async function* fitEpochs(
  model: tfl.LayersModel,
  {
    train,
    validation,
    epochs = 10,
    batchSize = 128,
    optimizer = { name: 'adam' },
    callbacks = [],
    replicas = 1,
    workers,
    startWorker,
    seed = 0,
    signal,
    onProgress,
    now,
  }: FitOptions,
): AsyncGenerator<EpochRecord, void, void> {
  checkWhole('epochs', epochs);
  checkWhole('batchSize', batchSize);
  checkWhole('replicas', replicas);
  const trainSource = checkedSource(model, train, 'training');
  const validationSource = validation && checkedSource(model, validation, 'validation');
  if (!(optimizer instanceof tf.Optimizer)) completeOptimizer(optimizer);
  const logits = logitsFunction(model);
  const { pool, release } = await openWorkers(model, { workers, startWorker }, replicas);
  let best: EpochRecord | undefined;
  let step = 0;
  let training: Training | undefined;
  try {
    const running = (training = startTraining(model, logits, optimizer, { replicas, pool }));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const started = now?.();
      const pass = { batchSize, seed, epoch: epoch - 1, shuffle: true };
      await training.begin();
      const trained = await runPhase(
        trainSource,
        pass,
        { epoch, phase: 'train', signal, onProgress, now },
        (batch) => running.update(batch, step++),
      );
      training.end();
      const validated = validationSource && (await validate(validationSource, pass, epoch));
      const record: EpochRecord = {
        epoch,
        loss: trained.loss,
        accuracy: trained.accuracy,
        ...(validated && { val_loss: validated.loss, val_accuracy: validated.accuracy }),
        lr: training.learningRate,
        ...(now && { seconds: (now() - (started ?? 0)) / 1000, waited: trained.waited }),
      };
      const isBest = best === undefined || quality(record) > quality(best);
      if (isBest) best = record;
      for (const callback of callbacks) await callback(record, { model, isBest });
      yield record;
    }
  } finally {
    training?.dispose();
    release();
  }

  async function validate(source: BatchSource, pass: Pass, epoch: number) {
    const { lanes, score } = await scorer(model, pool);
    const phase = { epoch, phase: 'validation', lanes, signal, onProgress } as const;
    return runPhase(source, { ...pass, shuffle: false }, phase, score);
  }
}

function quality(record: EpochRecord): number {
  return record.val_accuracy ?? record.accuracy;
}

function bestRecord(records: EpochRecord[]): EpochRecord | undefined {
  return records.reduce<EpochRecord | undefined>(
    (best, record) => (best === undefined || quality(record) > quality(best) ? record : best),
    undefined,
  );
}
