import * as tfl from '@tensorflow/tfjs-layers';
import { deriveSeed } from './random';
import { LeanBatchNorm } from './lean-batch-norm';
import { SeededDropout } from './seeded-dropout';

/** What every named architecture is built from. */
export interface ArchitectureOptions {
  /** Integer; decides every initial weight and every dropout mask. */
  seed: number;
  /** Height, width, channels. */
  inputShape: [number, number, number];
  /** Number of classes. */
  classes: number;
  /** Dropout rate, 0 <= rate < 1; undefined: what the architecture states. */
  dropout?: number;
  /** false leaves every batch normalisation out. */
  batchNorm: boolean;
}

/** Where a framework's conventions differ: the study says which one it used. */
export interface Conventions {
  /** 'glorot': Keras' uniform Glorot, zero biases. 'torch': weights and biases uniform in +-1/sqrt(fan in). */
  initializer: 'glorot' | 'torch';
  batchNorm: { momentum: number; epsilon: number };
}

export const KERAS: Conventions = { initializer: 'glorot', batchNorm: { momentum: 0.99, epsilon: 1e-3 } };
/** PyTorch's momentum 0.1 weighs the new batch, Keras' 0.9 the old value: the same average. */
export const PYTORCH: Conventions = { initializer: 'torch', batchNorm: { momentum: 0.9, epsilon: 1e-5 } };

/**
 * A sequential model that grows from its input, each layer with a seed of its own (two tfjs layers with one
 * initialiser seed would get equal weights).
 */
export class Stack {
  readonly #model: tfl.Sequential;
  readonly #options: ArchitectureOptions;
  readonly #conventions: Conventions;
  #seeds = 0;

  constructor(name: string, options: ArchitectureOptions, conventions: Conventions) {
    this.#model = tfl.sequential({ name });
    this.#model.add(tfl.layers.inputLayer({ inputShape: options.inputShape, name: 'input' }));
    this.#options = options;
    this.#conventions = conventions;
  }

  conv(name: string, filters: number, kernelSize: number, padding: 'same' | 'valid' = 'same'): this {
    const fanIn = kernelSize * kernelSize * (this.#outputShape().at(-1) ?? 1);
    return this.#add(tfl.layers.conv2d({ name, filters, kernelSize, padding, ...this.#initializers(fanIn) }));
  }

  dense(name: string, units: number): this {
    const fanIn = this.#outputShape().at(-1) ?? 1;
    return this.#add(tfl.layers.dense({ name, units, ...this.#initializers(fanIn) }));
  }

  relu(name: string): this {
    return this.#add(tfl.layers.reLU({ name }));
  }

  leakyRelu(name: string, alpha: number): this {
    return this.#add(tfl.layers.leakyReLU({ name, alpha }));
  }

  batchNorm(name: string): this {
    if (!this.#options.batchNorm) return this;
    return this.#add(new LeanBatchNorm({ name, ...this.#conventions.batchNorm }));
  }

  maxPool(name: string, poolSize: number, strides: number, padding: 'same' | 'valid' = 'valid'): this {
    return this.#add(tfl.layers.maxPooling2d({ name, poolSize, strides, padding }));
  }

  dropout(name: string, stated: number): this {
    const rate = this.#options.dropout ?? stated;
    return rate === 0 ? this : this.#add(new SeededDropout({ name, rate, seed: this.#nextSeed() }));
  }

  flatten(name = 'flatten'): this {
    return this.#add(tfl.layers.flatten({ name }));
  }

  /** The classifier's end: dense `logits`, then softmax as a layer of its own, so that both have a name. */
  classes(): tfl.LayersModel {
    this.dense('logits', this.#options.classes);
    this.#add(tfl.layers.softmax({ name: 'probabilities' }));
    return this.#model;
  }

  #add(layer: tfl.layers.Layer): this {
    this.#model.add(layer);
    return this;
  }

  #outputShape(): (number | null)[] {
    return this.#model.outputShape as (number | null)[];
  }

  #nextSeed(): number {
    return deriveSeed(this.#options.seed, this.#seeds++);
  }

  #initializers(fanIn: number) {
    const seed = this.#nextSeed();
    if (this.#conventions.initializer === 'glorot') {
      return { kernelInitializer: tfl.initializers.glorotUniform({ seed }) };
    }
    const bound = 1 / Math.sqrt(fanIn);
    return {
      kernelInitializer: tfl.initializers.randomUniform({ minval: -bound, maxval: bound, seed }),
      biasInitializer: tfl.initializers.randomUniform({
        minval: -bound,
        maxval: bound,
        seed: this.#nextSeed(),
      }),
    };
  }
}
