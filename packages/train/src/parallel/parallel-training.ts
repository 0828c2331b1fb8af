import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from '../batch';
import type { CompleteOptimizerSpec } from '../optimizers/optimizer-spec';
import type { WeightAverage } from '../optimizers/weight-average';
import type { BatchResult } from '../run-phase';
import type { BatchScore } from '../train-step';
import type { Training, TrainingState, UpdatePlace } from '../training';
import { isShared, readFlat, sharedArray, sizeOf, variablesOf, writeFlat } from './flat-weights';
import type { FlatModel } from './messages';
import type { ReplicaTask } from './replica-model';
import type { ReplicaRunner } from './replica-runners';
import { cutBatch } from './shards';
import { byOptimizer, bySpec, type WeightUpdate } from './weight-update';

export interface ParallelTrainingOptions {
  runner: ReplicaRunner;
  optimizer: CompleteOptimizerSpec | tf.Optimizer;
  replicas: number;
  average?: WeightAverage;
  /** What the optimiser remembers from the run that this one continues. */
  slots?: Float32Array[];
}

/**
 * A model's training by replicas. Between `begin` and `end` the weights are those in the flat arrays; a run that fails
 * leaves the model those of the last whole update, or their average.
 */
export class ParallelTraining implements Training {
  readonly #model: tfl.LayersModel;
  readonly #options: ParallelTrainingOptions;
  readonly #flat: FlatModel;
  readonly #gradients: Float32Array[] | undefined;
  /** The array that the next update fills; then the two change places. */
  #next: Float32Array;
  /** Made when the first weights are there, of which it may take an average. */
  #weightUpdate: WeightUpdate | undefined;
  #changed = false;

  constructor(model: tfl.LayersModel, options: ParallelTrainingOptions) {
    this.#model = model;
    this.#options = options;
    const size = sizeOf(variablesOf(model, 'trainable'));
    this.#flat = { weights: sharedArray(size), state: sharedArray(sizeOf(variablesOf(model, 'state'))) };
    this.#next = sharedArray(size);
    // Without shared memory a replica makes its own array, and hands it over.
    if (isShared(this.#flat.weights))
      this.#gradients = Array.from({ length: options.replicas }, () => sharedArray(size));
  }

  async begin(): Promise<void> {
    // Averaged weights are no place to go on from.
    if (this.#weightUpdate && this.#options.average) return;
    await readFlat(variablesOf(this.#model, 'trainable'), this.#flat.weights);
    await readFlat(variablesOf(this.#model, 'state'), this.#flat.state);
    this.#weightUpdate ??= this.#newWeightUpdate();
    this.#changed = this.#options.average !== undefined;
  }

  #newWeightUpdate(): WeightUpdate {
    const { optimizer, ...options } = this.#options;
    return optimizer instanceof tf.Optimizer
      ? byOptimizer(optimizer, variablesOf(this.#model, 'trainable'))
      : bySpec(optimizer, { weights: this.#flat.weights, ...options });
  }

  /** Every replica's gradients, their mean in order of replica, the optimiser. */
  async update(batch: Batch, { step, learningRate }: UpdatePlace): Promise<BatchResult> {
    const { replicas, runner } = this.#options;
    const tasks = cutBatch(batch, replicas).map((part, replica): ReplicaTask => ({
      replica,
      randomStep: step * replicas + replica,
      batch: part,
      ...(this.#gradients && { gradients: this.#gradients[replica] }),
    }));
    this.#changed = true;
    const { results, elsewhere } = await runner.run(this.#flat, tasks);
    const score = totalScore(results.map((result) => result.score));
    const { weights } = this.#flat;
    await this.#weightUpdate?.apply({
      weights,
      next: this.#next,
      gradients: results.map(({ gradients }) => gradients),
      shares: results.map((result) => result.score.count / score.count),
      learningRate,
      t: step + 1,
    });
    this.#flat.weights = this.#next;
    this.#next = weights;
    // As in PyTorch's DDP, running statistics are those of replica 0.
    this.#flat.state.set(results[0].state);
    return { ...score, elsewhere };
  }

  end(): void {
    if (!this.#changed) return;
    const average = this.#options.average && this.#weightUpdate?.slots?.at(-1);
    writeFlat(variablesOf(this.#model, 'trainable'), average ?? this.#flat.weights);
    writeFlat(variablesOf(this.#model, 'state'), this.#flat.state);
    this.#changed = false;
  }

  async snapshot(): Promise<TrainingState | undefined> {
    const slots = this.#weightUpdate?.slots;
    if (slots === undefined) return undefined;
    if (this.#options.average) return { weights: this.#flat.weights, state: this.#flat.state, slots };
    // Whatever a callback has made of the model counts.
    return {
      weights: await readFlat(variablesOf(this.#model, 'trainable')),
      state: await readFlat(variablesOf(this.#model, 'state')),
      slots,
    };
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
