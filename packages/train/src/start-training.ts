import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { LogitsFunction } from './logits';
import { OneReplicaTraining } from './one-replica-training';
import type { CompleteOptimizerSpec } from './optimizers/optimizer-spec';
import type { WeightAverage } from './optimizers/weight-average';
import { variablesOf, writeFlat } from './parallel/flat-weights';
import { ParallelTraining } from './parallel/parallel-training';
import { inThisThread, inWorkers } from './parallel/replica-runners';
import type { WorkerPool } from './parallel/worker-pool';
import type { Training, TrainingState } from './training';

export interface StartTrainingOptions {
  logits: LogitsFunction;
  optimizer: CompleteOptimizerSpec | tf.Optimizer;
  replicas: number;
  pool?: WorkerPool;
  average?: WeightAverage;
  /** The run that this one continues. */
  from?: TrainingState;
}

/**
 * Sets up the updates of a run: one replica with tensors on the device, or several here or in a pool's threads.
 */
export function startTraining(
  model: tfl.LayersModel,
  { logits, optimizer, replicas, pool, average, from }: StartTrainingOptions,
): Training {
  if (from) {
    writeFlat(variablesOf(model, 'trainable'), from.weights);
    writeFlat(variablesOf(model, 'state'), from.state);
  }
  const slots = from?.slots;
  if (replicas > 1 || pool) {
    const runner = pool ? inWorkers(pool) : inThisThread(model);
    return new ParallelTraining(model, { runner, optimizer, replicas, average, slots });
  }
  return new OneReplicaTraining(model, { logits, optimizer, average, slots });
}
