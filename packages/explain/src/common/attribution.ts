import * as tf from '@tensorflow/tfjs-core';
import type { ScoreOptions } from './options';

/** Where a result came from, as far as the library knows; plain JSON. */
export interface Provenance {
  /** Every option that decided the numbers, defaults filled in; functions as `'function'`, image batches as their shape. */
  options: Record<string, unknown>;
  /** Of an iterative method, the samples or steps that the result is made of and how many were asked for. */
  progress?: { done: number; total: number };
  /** The model's name, or `'function'`. */
  model: string;
  /** The TF.js backend that computed it. */
  backend: string;
  /** The version of TF.js. */
  tfjs: string;
}

/** What an attribution method returns: plain data, raw signed values, never normalised in silence. */
export interface Attribution {
  /** The method's name in the catalogue. */
  method: string;
  /** Row-major values of `shape`. */
  values: Float32Array;
  /** The input's shape `[n, h, w, c]`, or for the CAM family the layer's `[n, h, w]`. */
  shape: number[];
  /** The class explained, one an image; -1 where a target function chose. */
  targets: Int32Array;
  /** The score explained, one an image, in the unit of `score`. */
  targetScores: Float32Array;
  /**
   * Completeness error, one an image, in the unit of `score`: the sum of the values minus (score of the image minus score
   * of the baseline, or the mean over the baselines). Of `lrp` the score minus the sum of the values: what biases and
   * epsilon absorbed. With the rule `riemannTrapezoid`, whose weights add up to `(steps - 1) / steps`, it holds
   * `1 / steps` of that difference; the warning that a path has not converged allows for it.
   */
  delta?: Float32Array;
  /**
   * Of a model with several inputs, the values of each; `values` are those of the first. Perturbation methods hide the same
   * places of all inputs that are images of one size, together: each then has the joint effect, the others have 0.
   */
  inputs?: { name: string; values: Float32Array; shape: number[] }[];
  /** What the caller should know, e.g. that a layer was guessed. Empty when there is nothing. */
  warnings: string[];
  provenance: Provenance;
}

/** An attribution by a method that always says how far its values miss completeness. */
export interface CompleteAttribution extends Attribution {
  delta: Float32Array;
}

/** Describes a run; see {@link Provenance}. */
export function provenance(model: string, options: ScoreOptions & Record<string, unknown>): Provenance {
  const described = Object.entries(options).filter(([, value]) => value !== undefined);
  return {
    options: Object.fromEntries(described.map(([key, value]) => [key, describe(value)])),
    model,
    backend: tf.getBackend(),
    tfjs: tf.version_core,
  };
}

function describe(value: unknown): unknown {
  if (typeof value === 'function') return 'function';
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return value.map(describe);
  if (value !== null && typeof value === 'object') {
    if ('shape' in value) return { shape: Array.from(value.shape as ArrayLike<number>) };
    if ('name' in value) return value.name;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, describe(inner)]));
  }
  return value;
}
