import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from './batch';
import type { LogitsFunction } from './logits';
import { variablesOf } from './parallel/flat-weights';
import { parallelStep } from './parallel/parallel-step';
import { inThisThread, inWorkers } from './parallel/replica-runners';
import type { WorkerPort } from './parallel/worker-port';
import { randomLayersOf } from './random-layers';
import { trainStep, type BatchScore } from './train-step';

export interface Parallelism {
  replicas: number;
  workers: number;
  startWorker?: () => WorkerPort;
}

/** What makes the updates of a run. */
export interface Training {
  /** Update number `step` of the run, from 0. */
  update: (batch: Batch, step: number) => Promise<BatchScore>;
  /** Ends the threads. */
  dispose: () => void;
}

/** Sets up the updates of a run: one replica with the engine's own tensors, or several in as many threads as wanted. */
export async function startTraining(
  model: tfl.LayersModel,
  logits: LogitsFunction,
  optimizer: tf.Optimizer,
  { replicas, workers, startWorker }: Parallelism,
): Promise<Training> {
  if (!Number.isInteger(workers) || workers < 0)
    throw new Error(`invalid workers: ${workers} (expected an integer >= 0)`);
  if (workers > 0) {
    if (startWorker === undefined)
      throw new Error(`workers: ${workers} without startWorker (expected a function that starts one)`);
    const runner = await inWorkers(model, Math.min(workers, replicas), startWorker);
    return { update: parallelStep(model, optimizer, runner, replicas), dispose: runner.dispose };
  }
  if (replicas > 1) {
    return {
      update: parallelStep(model, optimizer, inThisThread(model), replicas),
      dispose: () => undefined,
    };
  }
  const variables = variablesOf(model, 'trainable');
  const randomLayers = randomLayersOf(model);
  return {
    update(batch, step) {
      for (const layer of randomLayers) layer.setRandomStep(step);
      return trainStep(variables, logits, optimizer, batch);
    },
    dispose: () => undefined,
  };
}
