import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from './batch';
import type { LogitsFunction } from './logits';
import { gradientNorm, normScale } from './optimizers/gradient-norm';
import type { CompleteOptimizerSpec } from './optimizers/optimizer-spec';
import { updateRule } from './optimizers/update-rule';
import type { WeightAverage } from './optimizers/weight-average';
import { readFlat, tensorsOf, variablesOf } from './parallel/flat-weights';
import { randomLayersOf, type RandomLayer } from './random-layers';
import { lossAndGradients, readScore } from './train-step';
import type { Training, TrainingState, UpdatePlace } from './training';

export interface OneReplicaOptions {
  logits: LogitsFunction;
  optimizer: CompleteOptimizerSpec | tf.Optimizer;
  average?: WeightAverage;
  /** What the optimiser remembers from the run that this one continues. */
  slots?: Float32Array[];
}

/** Training with tensors that stay on the device: weights, gradients and what the optimiser remembers. */
export class OneReplicaTraining implements Training {
  readonly #variables: tf.Variable[];
  readonly #state: tf.Variable[];
  readonly #randomLayers: RandomLayer[];
  readonly #options: OneReplicaOptions;
  /** Of each variable. */
  #slots: tf.Tensor[][];
  /** While the model has the averaged weights, those that training goes on from. */
  #unaveraged: tf.Tensor[] | undefined;

  constructor(model: tfl.LayersModel, options: OneReplicaOptions) {
    this.#variables = variablesOf(model, 'trainable');
    this.#state = variablesOf(model, 'state');
    this.#randomLayers = randomLayersOf(model);
    this.#options = options;
    const { optimizer, average } = options;
    const slots = optimizer instanceof tf.Optimizer ? [] : updateRule(optimizer, { average }).slots;
    const kept = options.slots?.map((flat) => tensorsOf(flat, this.#variables));
    this.#slots = this.#variables.map((variable, i) =>
      slots.map(
        (start, s) =>
          kept?.[s][i] ?? (start === 'weights' ? tf.clone(variable) : tf.fill(variable.shape, start)),
      ),
    );
  }

  async begin(): Promise<void> {
    this.#unaveraged?.forEach((weights, i) => this.#variables[i].assign(weights));
    tf.dispose(this.#unaveraged ?? []);
    this.#unaveraged = undefined;
  }

  async update(batch: Batch, { step, learningRate }: UpdatePlace) {
    // Lets the next batch be asked for before this thread is busy.
    await Promise.resolve();
    for (const layer of this.#randomLayers) layer.setRandomStep(step);
    const { gradients, score } = lossAndGradients(this.#variables, this.#options.logits, batch);
    try {
      await this.#apply(gradients, { learningRate, t: step + 1 });
      return await readScore(score, batch);
    } finally {
      tf.dispose([gradients, score]);
    }
  }

  async #apply(gradients: tf.Tensor[], place: { learningRate: number; t: number }): Promise<void> {
    const { optimizer, average } = this.#options;
    if (optimizer instanceof tf.Optimizer) {
      optimizer.applyGradients(gradients.map((tensor, i) => ({ name: this.#variables[i].name, tensor })));
      return;
    }
    const { clipNorm } = optimizer;
    const scale =
      clipNorm === undefined
        ? 1
        : normScale(
            gradientNorm(await Promise.all(gradients.map((gradient) => gradient.data<'float32'>()))),
            clipNorm,
          );
    const rule = updateRule(optimizer, { average, scale });
    this.#variables.forEach((variable, i) => {
      const old = this.#slots[i];
      const { weights, slots } = tf.tidy(() =>
        rule.update({ weights: variable, gradient: gradients[i], slots: old, ...place }),
      );
      variable.assign(weights);
      tf.dispose([weights, old]);
      this.#slots[i] = slots;
    });
  }

  end(): void {
    if (this.#options.average === undefined || this.#unaveraged) return;
    this.#unaveraged = this.#variables.map((variable) => tf.clone(variable));
    this.#variables.forEach((variable, i) => variable.assign(this.#slots[i].at(-1) as tf.Tensor));
  }

  async snapshot(): Promise<TrainingState | undefined> {
    if (this.#options.optimizer instanceof tf.Optimizer) return undefined;
    const slotCount = this.#slots[0]?.length ?? 0;
    return {
      weights: await readFlat(this.#unaveraged ?? this.#variables),
      state: await readFlat(this.#state),
      slots: await Promise.all(
        Array.from({ length: slotCount }, (_, s) => readFlat(this.#slots.map((slots) => slots[s]))),
      ),
    };
  }

  dispose(): void {
    this.end();
    tf.dispose([this.#slots, this.#unaveraged ?? []]);
    this.#slots = [];
  }
}
