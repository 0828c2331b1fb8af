import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from '../batch';
import { logitsFunction, type LogitsFunction } from '../logits';
import { randomLayersOf, type RandomLayer } from '../random-layers';
import { lossAndGradients, readScore, scoreStep, type BatchScore } from '../train-step';
import { readFlat, variablesOf, writeFlat } from './flat-weights';
import type { FlatModel } from './messages';

/** One replica's share of an update. */
export interface ReplicaTask {
  /** 0..replicas-1. */
  replica: number;
  /** Number that no other share of the run has: what dropout masks are drawn for. */
  randomStep: number;
  batch: Batch;
  /** Where the gradients go when threads share memory; else the replica makes an array for them. */
  gradients?: Float32Array;
}

/** What a replica found: all flat, in the order of the model's weights. */
export interface ReplicaResult {
  replica: number;
  /** Gradient of the mean loss of the share. */
  gradients: Float32Array;
  /** Running means and variances after the share. */
  state: Float32Array;
  score: BatchScore;
}

/** A model as one thread uses it to compute replicas, one after another. */
export class ReplicaModel {
  readonly #model: tfl.LayersModel;
  readonly #logits: LogitsFunction;
  readonly #randomLayers: RandomLayer[];

  constructor(model: tfl.LayersModel) {
    this.#model = model;
    this.#logits = logitsFunction(model);
    this.#randomLayers = randomLayersOf(model);
  }

  setWeights({ weights, state }: FlatModel): void {
    writeFlat(variablesOf(this.#model, 'trainable'), weights);
    writeFlat(variablesOf(this.#model, 'state'), state);
  }

  /** Computes shares of an update from the same weights and the same running statistics on. */
  async compute(tasks: ReplicaTask[], { weights, state }: FlatModel): Promise<ReplicaResult[]> {
    const variables = variablesOf(this.#model, 'trainable');
    const stateVariables = variablesOf(this.#model, 'state');
    writeFlat(variables, weights);
    const results = [];
    for (const { replica, randomStep, batch, gradients: into } of tasks) {
      writeFlat(stateVariables, state);
      for (const layer of this.#randomLayers) layer.setRandomStep(randomStep);
      const { gradients, score } = lossAndGradients(variables, this.#logits, batch);
      try {
        results.push({
          replica,
          gradients: await readFlat(gradients, into),
          state: await readFlat(stateVariables),
          score: await readScore(score, batch),
        });
      } finally {
        tf.dispose([gradients, score]);
      }
    }
    return results;
  }

  score(batch: Batch) {
    return scoreStep(this.#logits, batch);
  }

  /** What the last layer gives, `[n, classes]`, row-major. */
  predict(data: Float32Array, shape: Batch['shape']): Promise<Float32Array> {
    return predictOutputs(this.#model, data, shape);
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/** What the model's last layer gives for some images, `[n, classes]`, row-major. */
export async function predictOutputs(
  model: tfl.LayersModel,
  data: Float32Array,
  shape: Batch['shape'],
): Promise<Float32Array> {
  const output = tf.tidy(() => model.predict(tf.tensor4d(data, shape)) as tf.Tensor);
  try {
    return await output.data<'float32'>();
  } finally {
    output.dispose();
  }
}
