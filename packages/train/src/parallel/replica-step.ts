import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from '../batch';
import { logitsFunction, type LogitsFunction } from '../logits';
import { randomLayersOf, type RandomLayer } from '../random-layers';
import { lossAndGradients, readScore, type BatchScore } from '../train-step';
import { readFlat, variablesOf, writeFlat } from './flat-weights';

/** One replica's share of an update. */
export interface ReplicaTask {
  /** 0..replicas-1. */
  replica: number;
  /** Number that no other share of the run has: what dropout masks are drawn for. */
  randomStep: number;
  batch: Batch;
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

  /** Takes the weights that the next update starts from. */
  setWeights(weights: Float32Array): void {
    writeFlat(variablesOf(this.#model, 'trainable'), weights);
  }

  /** Computes one share, from the given running statistics on: every replica starts an update from the same. */
  async compute({ replica, randomStep, batch }: ReplicaTask, state: Float32Array): Promise<ReplicaResult> {
    const stateVariables = variablesOf(this.#model, 'state');
    writeFlat(stateVariables, state);
    for (const layer of this.#randomLayers) layer.setRandomStep(randomStep);
    const { gradients, score } = lossAndGradients(variablesOf(this.#model, 'trainable'), this.#logits, batch);
    try {
      return {
        replica,
        gradients: await readFlat(gradients),
        state: await readFlat(stateVariables),
        score: await readScore(score, batch),
      };
    } finally {
      tf.dispose([gradients, score]);
    }
  }
}
