import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { deriveSeed, hash } from './random';

export interface SeededDropoutOptions {
  /** Share of the units set to 0 in training, 0 <= rate < 1. */
  rate: number;
  /** Integer. Two dropout layers of one model need different seeds. */
  seed: number;
  name?: string;
}

/**
 * Inverted dropout whose mask depends only on (seed, step): y = x * mask / (1 - rate) in training, y = x otherwise.
 *
 * tfjs's own layer repeats one mask for ever when it has a seed and uses the global generator when it has
 * none; here the trainer names the step (`setRandomStep`), so a run can be repeated, resumed and moved to
 * another backend. It is serialised as plain `Dropout`: the saved model opens everywhere.
 *
 * Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting".
 */
export class SeededDropout extends tfl.layers.Layer {
  static readonly className = 'SeededDropout';
  readonly rate: number;
  readonly seed: number;
  #step = 0;

  constructor({ rate, seed, name }: SeededDropoutOptions) {
    super(name === undefined ? {} : { name });
    if (!(rate >= 0 && rate < 1)) throw new Error(`invalid dropout rate: ${rate} (expected 0 <= rate < 1)`);
    this.rate = rate;
    this.seed = seed;
    this.supportsMasking = true;
  }

  /** The next training calls draw their mask for this step (an integer >= 0 that no other step of the run has). */
  setRandomStep(step: number): void {
    this.#step = step;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training = false }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    if (!training || this.rate === 0) return x.clone();
    return tf.tidy(() =>
      tf.mul(x, tf.tensor(dropoutMask(x.size, this.rate, deriveSeed(this.seed, this.#step)), x.shape)),
    );
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
    return inputShape;
  }

  override getClassName(): string {
    return 'Dropout';
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}

/** 0 with probability `rate`, else 1 / (1 - rate). */
function dropoutMask(size: number, rate: number, seed: number): Float32Array {
  const mask = new Float32Array(size);
  const kept = 1 / (1 - rate);
  const threshold = rate * 2 ** 32;
  // A hash of the place: a step of a large net draws millions, ten times as fast as from a generator.
  for (let i = 0; i < size; i++) if (hash(seed + i) >>> 0 >= threshold) mask[i] = kept;
  return mask;
}
