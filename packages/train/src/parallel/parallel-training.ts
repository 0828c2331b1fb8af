import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from '../batch';
import type { OptimizerSpec } from '../optimizer';
import type { BatchResult } from '../run-phase';
import type { BatchScore } from '../train-step';
import { isShared, readFlat, sharedArray, sizeOf, variablesOf, writeFlat } from './flat-weights';
import type { FlatModel } from './messages';
import type { ReplicaTask } from './replica-model';
import type { ReplicaRunner } from './replica-runners';
import { cutBatch } from './shards';
import { byOptimizer, bySpec, type WeightUpdate } from './weight-update';

export interface ParallelTrainingOptions {
  runner: ReplicaRunner;
  optimizer: OptimizerSpec | tf.Optimizer;
  replicas: number;
}

/**
 * A model's training by replicas. Between `begin` and `end` the weights are those in the flat arrays; a run that fails
 * leaves the model those of the last whole update.
 */
export class ParallelTraining {
  readonly #model: tfl.LayersModel;
  readonly #runner: ReplicaRunner;
  readonly #weightUpdate: WeightUpdate;
  readonly #flat: FlatModel;
  readonly #gradients: Float32Array[] | undefined;
  /** The array that the next update fills; then the two change places. */
  #next: Float32Array;
  readonly #replicas: number;
  #changed = false;

  constructor(model: tfl.LayersModel, { runner, optimizer, replicas }: ParallelTrainingOptions) {
    this.#model = model;
    this.#runner = runner;
    this.#replicas = replicas;
    const variables = variablesOf(model, 'trainable');
    const size = sizeOf(variables);
    this.#weightUpdate =
      optimizer instanceof tf.Optimizer ? byOptimizer(optimizer, variables) : bySpec(optimizer, size, runner);
    this.#flat = { weights: sharedArray(size), state: sharedArray(sizeOf(variablesOf(model, 'state'))) };
    this.#next = sharedArray(size);
    // Without shared memory a replica makes its own array, and hands it over.
    if (isShared(this.#flat.weights))
      this.#gradients = Array.from({ length: replicas }, () => sharedArray(size));
  }

  get learningRate(): number {
    return this.#weightUpdate.learningRate;
  }

  /** Takes the model's weights. */
  async begin(): Promise<void> {
    await readFlat(variablesOf(this.#model, 'trainable'), this.#flat.weights);
    await readFlat(variablesOf(this.#model, 'state'), this.#flat.state);
  }

  /** Update number `step`: every replica's gradients, their mean in order of replica, the optimiser. */
  async update(batch: Batch, step: number): Promise<BatchResult> {
    const tasks = cutBatch(batch, this.#replicas).map((part, replica): ReplicaTask => ({
      replica,
      randomStep: step * this.#replicas + replica,
      batch: part,
      ...(this.#gradients && { gradients: this.#gradients[replica] }),
    }));
    this.#changed = true;
    const { results, elsewhere } = await this.#runner.run(this.#flat, tasks);
    const score = totalScore(results.map((result) => result.score));
    const { weights } = this.#flat;
    await this.#weightUpdate.apply({
      weights,
      next: this.#next,
      gradients: results.map(({ gradients }) => gradients),
      shares: results.map((result) => result.score.count / score.count),
    });
    this.#flat.weights = this.#next;
    this.#next = weights;
    // As in PyTorch's DDP, running statistics are those of replica 0.
    this.#flat.state.set(results[0].state);
    return { ...score, elsewhere };
  }

  /** Gives the model the weights of the last update. */
  end(): void {
    if (!this.#changed) return;
    writeFlat(variablesOf(this.#model, 'trainable'), this.#flat.weights);
    writeFlat(variablesOf(this.#model, 'state'), this.#flat.state);
    this.#changed = false;
  }

  dispose(): void {
    this.end();
  }
}

function totalScore(scores: BatchScore[]): BatchScore {
  return scores.reduce((sum, { count, lossSum, correct }) => ({
    count: sum.count + count,
    lossSum: sum.lossSum + lossSum,
    correct: sum.correct + correct,
  }));
}
