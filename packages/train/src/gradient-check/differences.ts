import * as tf from '@tensorflow/tfjs-core';
import { permutation } from '../random';

/** Gradients by the backward pass beside differences, for some entries of one tensor. */
export interface Differences {
  entries: number[];
  /** Of the entries, in their order. */
  analytic: number[];
  numeric: number[];
  /** By how much the two step sizes of an entry disagree. */
  disagreement: number[];
  /** What rounding to float32 may have moved each difference by. */
  noise: number[];
}

/** A scalar function of variables: the sum of `weights` times what `run` gives. */
export interface WeightedRun {
  run: () => tf.Tensor;
  weights: Float32Array;
}

/** Exact in float32; above the cube root of its precision, as a layer's own sums are rounded, too. */
const step = 2 ** -6;
const precision = 2 ** -24;

/**
 * Moves entries of a variable to both sides, by a step and by half of it, and compares what `weights` make of the outputs;
 * sums are in 64 bits. The variable has its value again at the end, also after an error.
 */
export async function differencesOf(
  { run, weights }: WeightedRun,
  variable: tf.Variable,
  gradient: Float32Array,
  entries: readonly number[],
): Promise<Differences> {
  const values = (await variable.data()).slice() as Float32Array;
  const outputsAt = async (entry: number, value: number): Promise<Float32Array> => {
    const moved = values.slice();
    moved[entry] = value;
    assign(variable, moved);
    return read(run);
  };
  const difference = async (entry: number, by: number): Promise<[slope: number, noise: number]> => {
    const [up, down] = [values[entry] + by, values[entry] - by].map(Math.fround);
    const [above, below] = [await outputsAt(entry, up), await outputsAt(entry, down)];
    let change = 0;
    let variance = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] === 0 || above[i] === below[i]) continue;
      change += weights[i] * (above[i] - below[i]);
      variance += (weights[i] * precision * Math.max(Math.abs(above[i]), Math.abs(below[i]))) ** 2;
    }
    return [change / (up - down), Math.sqrt(2 * variance) / (up - down)];
  };
  const found: Differences = {
    entries: [...entries],
    analytic: [],
    numeric: [],
    disagreement: [],
    noise: [],
  };
  try {
    for (const entry of entries) {
      const size = step * Math.max(1, Math.abs(values[entry]));
      const [wide] = await difference(entry, size);
      const [narrow, noise] = await difference(entry, size / 2);
      found.analytic.push(gradient[entry]);
      found.numeric.push(narrow);
      found.disagreement.push(Math.abs(wide - narrow));
      found.noise.push(noise);
    }
  } finally {
    assign(variable, values);
  }
  return found;
}

/** Gradients of the sum of `weights` times the outputs, by the backward pass; zeros where nothing depends on a variable. */
export async function gradientsOf(
  { run, weights }: WeightedRun,
  variables: readonly tf.Variable[],
): Promise<Float32Array[]> {
  const { value, grads } = tf.tidy(() => {
    const shares = tf.tensor1d(weights);
    return tf.variableGrads(() => tf.sum(tf.mul(tf.reshape(run(), [-1]), shares)), [...variables]);
  });
  try {
    return await Promise.all(
      variables.map(async ({ name, size }) => {
        const gradient = (grads as Record<string, tf.Tensor | null>)[name];
        return gradient ? ((await gradient.data()) as Float32Array) : new Float32Array(size);
      }),
    );
  } finally {
    tf.dispose({ value, ...grads });
  }
}

/** At most `most` entries: half of any, half of those that the gradient is not 0 at, in a seeded order. */
export function chooseEntries(gradient: Float32Array, most: number, seed: number): number[] {
  const order = Array.from(permutation(gradient.length, seed));
  const any = order.slice(0, Math.ceil(most / 2));
  const others = order.slice(any.length);
  const moving = others.filter((entry) => gradient[entry] !== 0);
  const still = others.filter((entry) => gradient[entry] === 0);
  return [...any, ...moving, ...still].slice(0, most);
}

export async function read(run: () => tf.Tensor): Promise<Float32Array> {
  const output = tf.tidy(run);
  try {
    return (await output.data()).slice() as Float32Array;
  } finally {
    output.dispose();
  }
}

function assign(variable: tf.Variable, values: Float32Array): void {
  tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
}
