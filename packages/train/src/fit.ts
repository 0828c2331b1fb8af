import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { BatchSource, LabelledData } from './batch';
import { checkedSource } from './checked-source';
import { checkWhole } from './check-whole';
import { logitsFunction } from './logits';
import { createOptimizer, learningRateOf, type OptimizerSpec } from './optimizer';
import type { FitProgress } from './fit-progress';
import { startTraining, type Training } from './start-training';
import type { WorkerPort } from './parallel/worker-port';
import { runPhase } from './run-phase';
import { scoreStep } from './train-step';

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

export interface FitOptions {
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
  /**
   * How many threads compute the replicas, at most one each; it changes nothing but the time. Default 0: this
   * thread. More need `startWorker`.
   */
  workers?: number;
  /** Starts a thread whose script chooses a backend and ends in `serveReplicas`. */
  startWorker?: () => WorkerPort;
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
    optimizer: optimizerOrSpec = { name: 'adam' },
    callbacks = [],
    replicas = 1,
    workers = 0,
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
  const optimizer =
    optimizerOrSpec instanceof tf.Optimizer ? optimizerOrSpec : createOptimizer(optimizerOrSpec);
  const logits = logitsFunction(model);
  let best: EpochRecord | undefined;
  let step = 0;
  let training: Training | undefined;
  try {
    training = await startTraining(model, logits, optimizer, { replicas, workers, startWorker });
    const { update } = training;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const started = now?.();
      const pass = { batchSize, seed, epoch: epoch - 1, shuffle: true };
      const trained = await runPhase(
        trainSource,
        pass,
        { epoch, phase: 'train', signal, onProgress },
        (batch) => update(batch, step++),
      );
      const validated =
        validationSource &&
        (await runPhase(
          validationSource,
          { ...pass, shuffle: false },
          { epoch, phase: 'validation', signal, onProgress },
          (batch) => scoreStep(logits, batch),
        ));
      const record: EpochRecord = {
        epoch,
        loss: trained.loss,
        accuracy: trained.accuracy,
        ...(validated && { val_loss: validated.loss, val_accuracy: validated.accuracy }),
        lr: learningRateOf(optimizer),
        ...(now && { seconds: (now() - (started ?? 0)) / 1000 }),
      };
      const isBest = best === undefined || quality(record) > quality(best);
      if (isBest) best = record;
      for (const callback of callbacks) await callback(record, { model, isBest });
      yield record;
    }
  } finally {
    training?.dispose();
    if (optimizer !== optimizerOrSpec) optimizer.dispose();
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
