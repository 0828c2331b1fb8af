import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { deriveSeed, normalValues, permutation } from '../random';
import { checkOptions } from './check-options';
import { checkRow, type GradientCheckRow } from './check-row';
import { chooseEntries, differencesOf, gradientsOf, read, type WeightedRun } from './differences';
import { naming } from './missing-kernel';

export interface GradientCheckOptions {
  /**
   * Shape of an input without the axis of images, `[h, w, c]`; a list of shapes for several inputs. Default: what the layer
   * was built for; a function needs it.
   */
  inputShape?: readonly number[] | readonly (readonly number[])[];
  /** Rows of an input. Default 3: batch normalisation needs several. */
  batch?: number;
  /** Whether the layer runs in training mode: batch normalisation by the statistics of the batch. Default true. */
  training?: boolean;
  /** Decides inputs, the weights of a layer that has none yet, and the entries compared. Default 0. */
  seed?: number;
  /** What is allowed of {@link GradientCheckRow.largestDifference}. Default 1e-3, of which float32 takes up at most half. */
  tolerance?: number;
  /** Entries of each tensor that are compared at most; each takes four forward passes. Default 64. */
  entries?: number;
  signal?: AbortSignal;
}

/** A layer's gradients beside finite differences. */
export interface GradientCheck {
  /** Name of the layer, or `'function'`. */
  of: string;
  /** Inputs first, then weights. */
  rows: GradientCheckRow[];
  ok: boolean;
  tolerance: number;
  /** The TF.js backend that computed both. */
  backend: string;
}

const optionNames = ['inputShape', 'batch', 'training', 'seed', 'tolerance', 'entries', 'signal'];

/** A tensor that the function depends on. */
interface Named {
  what: string;
  variable: tf.Variable;
}

/** Outputs that are looked at: of more, some entry would nearly always meet a kink. */
const mostOutputs = 32;

/**
 * Compares the gradients of a layer, or of a function of tensors, with central differences
 * `(f(x + h) - f(x - h)) / 2h`, where `f` is a random sum of at most 32 outputs, inputs are normal random numbers and
 * `h = 2^-7 max(1, |x|)`. TF.js computes in float32: outputs are rounded to 6e-8 of their size, so differences are off by
 * 1e-5 to 4e-4 of the largest gradient; sums over outputs are in 64 bits.
 *
 * A layer's weights, running statistics too, are what they were at the end. One that was never built is built, and
 * compared with seeded random weights.
 * Throws where TF.js lacks a kernel (stock wasm has no gradient of a convolution's filter), on a layer that is random or
 * gives NaN, where no input shape is known, on an unknown option and on a seed that is no whole number.
 *
 * @example
 * const check = await gradientCheck(tfl.layers.conv2d({ filters: 4, kernelSize: 3 }), { inputShape: [8, 8, 2] });
 * console.log(formatGradientCheck(check)); // input, kernel and bias
 */
export async function gradientCheck(
  subject: tfl.layers.Layer | ((...inputs: tf.Tensor[]) => tf.Tensor),
  options: GradientCheckOptions = {},
): Promise<GradientCheck> {
  checkOptions(options, optionNames);
  const { batch = 3, training = true, seed = 0 } = options;
  const shapes = inputShapes(subject, options.inputShape);
  const inputs = shapes.map((shape, i): Named => ({
    what: shapes.length === 1 ? 'input' : `input ${i}`,
    variable: randomVariable([batch, ...shape], deriveSeed(seed, i)),
  }));
  const xs = inputs.map(({ variable }) => variable);
  try {
    if (typeof subject === 'function') {
      return await compare('function', () => subject(...xs), inputs, options);
    }
    const run = () => subject.apply(xs.length === 1 ? xs[0] : xs, { training }) as tf.Tensor;
    const isNew = !subject.built;
    if (isNew) tf.tidy(() => void run());
    const before = subject.weights.map((weight) => tf.clone(weight.read()));
    try {
      if (isNew) randomizeWeights(subject, deriveSeed(seed, -1));
      return await compare(subject.name, run, [...inputs, ...namedWeights(subject)], options);
    } finally {
      subject.weights.forEach((weight, i) => weight.write(before[i]));
      tf.dispose(before);
    }
  } finally {
    tf.dispose(xs);
  }
}

async function compare(
  of: string,
  run: () => tf.Tensor,
  tensors: readonly Named[],
  { seed = 0, tolerance = 1e-3, entries = 64, signal }: GradientCheckOptions,
): Promise<GradientCheck> {
  const backend = tf.getBackend();
  return naming(of, async () => {
    const weighted = await withRandomWeights(of, run, deriveSeed(seed, -2));
    const gradients = await gradientsOf(
      weighted,
      tensors.map(({ variable }) => variable),
    );
    const rows: GradientCheckRow[] = [];
    for (const [i, { what, variable }] of tensors.entries()) {
      signal?.throwIfAborted();
      const chosen = chooseEntries(gradients[i], entries, deriveSeed(seed, i));
      const found = await differencesOf(weighted, variable, gradients[i], chosen);
      rows.push(checkRow(what, variable.size, found, { tolerance }));
    }
    return { of, rows, ok: rows.every(({ ok }) => ok), tolerance, backend };
  });
}

/** A random number for some outputs, 0 for the others. */
async function withRandomWeights(of: string, run: () => tf.Tensor, seed: number): Promise<WeightedRun> {
  const [outputs, again] = [await read(run), await read(run)];
  const wrong = outputs.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new Error(`'${of}' gives ${wrong} for normal random numbers (expected finite ones)`);
  }
  if (outputs.some((value, i) => value !== again[i])) {
    throw new Error(
      `'${of}' is random: two runs differ (expected the same twice; for dropout set training: false)`,
    );
  }
  const weights = new Float32Array(outputs.length);
  const drawn = normalValues(Math.min(mostOutputs, outputs.length), seed);
  const order = permutation(outputs.length, seed);
  drawn.forEach((value, i) => (weights[order[i]] = value));
  return { run, weights };
}

function inputShapes(
  subject: tfl.layers.Layer | ((...inputs: tf.Tensor[]) => tf.Tensor),
  given: GradientCheckOptions['inputShape'],
): (readonly number[])[] {
  const known = given ?? (typeof subject === 'function' ? undefined : builtShape(subject));
  const shapes = known && (Array.isArray(known[0]) ? known : [known]);
  const isShape = (shape: unknown) =>
    Array.isArray(shape) && shape.every((size) => Number.isInteger(size) && size > 0);
  if (!shapes?.every(isShape)) {
    const is = shapes ? JSON.stringify(known) : 'missing';
    throw new Error(`invalid inputShape: ${is} (expected sizes without the axis of images, e.g. [8, 8, 1])`);
  }
  return shapes as number[][];
}

/** Where the layer was called first. */
function builtShape({ inboundNodes, batchInputShape }: tfl.layers.Layer): number[] | number[][] | undefined {
  const [node] = inboundNodes;
  const shapes = node ? node.inputTensors.map(({ shape }) => shape) : batchInputShape && [batchInputShape];
  const rest = shapes?.map((shape) => shape.slice(1) as number[]);
  return rest?.length === 1 ? rest[0] : rest;
}

function randomVariable(shape: number[], seed: number): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor(normalValues(tf.util.sizeFromShape(shape), seed), shape)));
}

/** Weights of their own: of a new layer many are 0 or 1, which hides mistakes. */
function randomizeWeights({ trainableWeights }: tfl.layers.Layer, seed: number): void {
  tf.tidy(() => {
    for (const [i, weight] of trainableWeights.entries()) {
      const { shape, size } = weight.read();
      weight.write(tf.tensor(normalValues(size, deriveSeed(seed, i)), shape));
    }
  });
}

/** The weights that training changes, by the last part of their names. */
function namedWeights({ trainableWeights }: tfl.layers.Layer): Named[] {
  return trainableWeights.map((weight) => ({
    what: weight.originalName.split('/').at(-1)!,
    variable: weight.read() as tf.Variable,
  }));
}
