import * as tfl from '@tensorflow/tfjs-layers';
import { biasInitializer, kernelInitializer, type Fans, type InitializerName } from './initializers';
import { LeanBatchNorm } from './lean-batch-norm';
import { deriveSeed } from './random';
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
  /** How kernels are drawn; undefined: as the architecture's framework does. */
  initializer?: InitializerName;
  /** Hidden widths, of `dense` alone. */
  widths?: readonly number[];
}

/** Where a framework's conventions differ: the study says which one it used. */
export interface Conventions {
  initializer: InitializerName;
  batchNorm: { momentum: number; epsilon: number };
}

export const KERAS: Conventions = {
  initializer: 'glorotUniform',
  batchNorm: { momentum: 0.99, epsilon: 1e-3 },
};
/** PyTorch's momentum 0.1 weighs the new batch, Keras' 0.9 the old value: the same average. */
export const PYTORCH: Conventions = { initializer: 'torch', batchNorm: { momentum: 0.9, epsilon: 1e-5 } };

export interface ConvOptions {
  /** Default 'same'. */
  padding?: 'same' | 'valid';
  /** Default 1. */
  stride?: number;
  /** Default true. */
  useBias?: boolean;
}

/**
 * A model that grows from its input, each layer with a seed of its own (two tfjs layers with one initialiser seed
 * would get equal weights).
 */
export class Stack {
  readonly #name: string;
  readonly #input: tfl.SymbolicTensor;
  readonly #options: ArchitectureOptions;
  readonly #conventions: Conventions;
  readonly #initializer: InitializerName;
  /** What the next layer is put on. */
  #output: tfl.SymbolicTensor;
  #seeds = 0;

  constructor(name: string, options: ArchitectureOptions, conventions: Conventions) {
    this.#name = name;
    this.#options = options;
    this.#conventions = conventions;
    this.#initializer = options.initializer ?? conventions.initializer;
    this.#input = tfl.input({ shape: options.inputShape, name: 'input' });
    this.#output = this.#input;
  }

  conv(
    name: string,
    filters: number,
    kernelSize: number,
    { padding = 'same', stride: strides = 1, useBias = true }: ConvOptions = {},
  ): this {
    const area = kernelSize * kernelSize;
    const weights = this.#weights({ fanIn: area * this.#channels(), fanOut: area * filters }, useBias);
    return this.#add(tfl.layers.conv2d({ name, filters, kernelSize, padding, strides, useBias, ...weights }));
  }

  /** A depthwise convolution and a 1x1 convolution of what it gives, 'same'. */
  separableConv(
    name: string,
    filters: number,
    kernelSize: number,
    { useBias = true }: Pick<ConvOptions, 'useBias'> = {},
  ): this {
    const area = kernelSize * kernelSize;
    const channels = this.#channels();
    // A depthwise filter sees one channel. PyTorch counts that; Keras takes all channels for its fan in.
    const fanIn = area * (this.#initializer === 'torch' ? 1 : channels);
    const depthwise = kernelInitializer(this.#initializer, { fanIn, fanOut: area }, this.#nextSeed());
    const { kernelInitializer: pointwiseInitializer, biasInitializer } = this.#weights(
      { fanIn: channels, fanOut: filters },
      useBias,
    );
    return this.#add(
      tfl.layers.separableConv2d({
        name,
        filters,
        kernelSize,
        padding: 'same',
        useBias,
        depthwiseInitializer: depthwise,
        pointwiseInitializer,
        biasInitializer,
      }),
    );
  }

  dense(name: string, units: number): this {
    const weights = this.#weights({ fanIn: this.#channels(), fanOut: units });
    return this.#add(tfl.layers.dense({ name, units, ...weights }));
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

  averagePool(name: string, poolSize: number, strides: number): this {
    return this.#add(tfl.layers.averagePooling2d({ name, poolSize, strides, padding: 'valid' }));
  }

  /** The mean of each channel: `[h, w, c]` to `[c]`. */
  globalAveragePool(name: string): this {
    return this.#add(tfl.layers.globalAveragePooling2d({ name }));
  }

  /** Rows and columns of zeros on all four sides. */
  zeroPad(name: string, padding: number): this {
    return this.#add(tfl.layers.zeroPadding2d({ name, padding: [padding, padding] }));
  }

  dropout(name: string, stated: number): this {
    const rate = this.#options.dropout ?? stated;
    return rate === 0 ? this : this.#add(new SeededDropout({ name, rate, seed: this.#nextSeed() }));
  }

  flatten(name = 'flatten'): this {
    return this.#add(tfl.layers.flatten({ name }));
  }

  /** Two branches from here, added up: `main`, and `shortcut` (nothing in it: the identity). */
  residual(name: string, main: (stack: this) => void, shortcut: (stack: this) => void): this {
    const start = this.#output;
    main(this);
    const end = this.#output;
    this.#output = start;
    shortcut(this);
    this.#output = tfl.layers.add({ name }).apply([end, this.#output]) as tfl.SymbolicTensor;
    return this;
  }

  /** The classifier's end: dense `logits`, then softmax as a layer of its own, so that both have a name. */
  classes(): tfl.LayersModel {
    return this.dense('logits', this.#options.classes).probabilities();
  }

  /** The end of a classifier whose last dense layer is normalised: the `logits` are what comes out of that. */
  normalizedClasses(name: string): tfl.LayersModel {
    if (!this.#options.batchNorm) return this.classes();
    return this.dense(name, this.#options.classes).batchNorm('logits').probabilities();
  }

  /** Softmax of what is there, and the model is done. */
  probabilities(): tfl.LayersModel {
    this.#add(tfl.layers.softmax({ name: 'probabilities' }));
    return tfl.model({ name: this.#name, inputs: this.#input, outputs: this.#output });
  }

  #add(layer: tfl.layers.Layer): this {
    this.#output = layer.apply(this.#output) as tfl.SymbolicTensor;
    return this;
  }

  #channels(): number {
    return this.#output.shape.at(-1) ?? 1;
  }

  #nextSeed(): number {
    return deriveSeed(this.#options.seed, this.#seeds++);
  }

  #weights(fans: Fans, useBias = true) {
    const kernel = kernelInitializer(this.#initializer, fans, this.#nextSeed());
    if (!useBias) return { kernelInitializer: kernel };
    return {
      kernelInitializer: kernel,
      biasInitializer: biasInitializer(this.#initializer, fans, () => this.#nextSeed()),
    };
  }
}
