import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from '../batch';
import type { BatchResult } from '../run-phase';
import type { BatchScore } from '../train-step';
import { readFlat, sharedArray, sizeOf, variablesOf, writeFlat } from './flat-weights';
import type { FlatOptimizer } from './flat-optimizer';
import type { FlatModel } from './messages';
import type { ReplicaResult, ReplicaTask } from './replica-model';
import type { ReplicaRunner } from './replica-runners';
import { cutBatch } from './shards';

/**
 * A model's training by replicas. Between `begin` and `end` the weights are those in the flat arrays, which only this
 * thread writes: whatever becomes of the others, they are whole.
 */
export class ParallelTraining {
  readonly #model: tfl.LayersModel;
  readonly #runner: ReplicaRunner;
  readonly #optimizer: FlatOptimizer;
  readonly #flat: FlatModel;
  readonly #mean: Float32Array;
  readonly #gradients: Float32Array[] | undefined;
  readonly #replicas: number;
  #changed = false;

  constructor(
    model: tfl.LayersModel,
    {
      runner,
      optimizer,
      replicas,
    }: { runner: ReplicaRunner; optimizer: (size: number) => FlatOptimizer; replicas: number },
  ) {
    this.#model = model;
    this.#runner = runner;
    this.#replicas = replicas;
    const size = sizeOf(variablesOf(model, 'trainable'));
    this.#optimizer = optimizer(size);
    this.#flat = { weights: sharedArray(size), state: sharedArray(sizeOf(variablesOf(model, 'state'))) };
    this.#mean = new Float32Array(size);
    // Without shared memory a replica makes its own array, and hands it over.
    if (isShared(this.#flat.weights))
      this.#gradients = Array.from({ length: replicas }, () => sharedArray(size));
  }

  get learningRate(): number {
    return this.#optimizer.learningRate;
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
    meanGradients(results, this.#mean);
    await this.#optimizer.update(this.#flat.weights, this.#mean);
    // As in PyTorch's DDP, running statistics are those of replica 0.
    this.#flat.state.set(results[0].state);
    return { ...totalScore(results), elsewhere };
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

function isShared(array: Float32Array): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && array.buffer instanceof SharedArrayBuffer;
}

/** The gradient of the mean loss over the whole batch: shares weighed by their images, summed in order of replica. */
function meanGradients(results: ReplicaResult[], mean: Float32Array): void {
  const images = results.reduce((sum, { score }) => sum + score.count, 0);
  mean.fill(0);
  for (const { gradients, score } of results) {
    const weight = score.count / images;
    for (let i = 0; i < mean.length; i++) mean[i] += weight * gradients[i];
  }
}

function totalScore(results: ReplicaResult[]): BatchScore {
  return results.reduce<BatchScore>(
    (sum, { score }) => ({
      count: sum.count + score.count,
      lossSum: sum.lossSum + score.lossSum,
      correct: sum.correct + score.correct,
    }),
    { count: 0, lossSum: 0, correct: 0 },
  );
}
