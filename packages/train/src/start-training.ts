import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from './batch';
import type { LogitsFunction } from './logits';
import { completeOptimizer, createOptimizer, learningRateOf, type OptimizerSpec } from './optimizer';
import { variablesOf } from './parallel/flat-weights';
import { ParallelTraining } from './parallel/parallel-training';
import { inThisThread, inWorkers } from './parallel/replica-runners';
import type { WorkerPool } from './parallel/worker-pool';
import { randomLayersOf } from './random-layers';
import type { BatchResult } from './run-phase';
import { trainStep } from './train-step';

/** What makes the updates of a run. */
export interface Training {
  readonly learningRate: number;
  /** Before an epoch's updates: the model's weights count, whatever has become of them. */
  begin(): Promise<void>;
  /** Update number `step` of the run, from 0. */
  update: (batch: Batch, step: number) => Promise<BatchResult>;
  /** After an epoch's updates: the model has the weights of the last one. */
  end(): void;
  /** The same where a run ends, however it ends, and frees what is not the caller's. */
  dispose(): void;
}

/**
 * Sets up the updates of a run: one replica with the engine's own tensors, or several here or in a pool's threads.
 */
export function startTraining(
  model: tfl.LayersModel,
  logits: LogitsFunction,
  optimizer: OptimizerSpec | tf.Optimizer,
  { replicas, pool }: { replicas: number; pool?: WorkerPool },
): Training {
  if (replicas > 1 || pool) {
    const runner = pool ? inWorkers(pool) : inThisThread(model);
    return new ParallelTraining(model, { runner, optimizer, replicas });
  }
  const variables = variablesOf(model, 'trainable');
  const own = optimizer instanceof tf.Optimizer ? undefined : createOptimizer(completeOptimizer(optimizer));
  const used = own ?? (optimizer as tf.Optimizer);
  const randomLayers = randomLayersOf(model);
  return {
    get learningRate() {
      return learningRateOf(used);
    },
    begin: async () => undefined,
    async update(batch, step) {
      // Lets the next batch be asked for before this thread is busy.
      await Promise.resolve();
      for (const layer of randomLayers) layer.setRandomStep(step);
      return trainStep(variables, logits, used, batch);
    },
    end: () => undefined,
    dispose: () => own?.dispose(),
  };
}
