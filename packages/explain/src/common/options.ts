import type { Target } from './target';

/** What every long call takes. */
export interface RunOptions {
  /** Images (or path points, or pictures) a pass. Default 32. Results do not depend on it beyond float rounding. */
  batchSize?: number;
  /** Seed of everything random. Default 0. */
  seed?: number;
  /** Aborting makes the call reject with an `AbortError`; every tensor is freed. */
  signal?: AbortSignal;
  /** Called after each batch with the units of work done and the total. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * The number that is explained, a class' score:
 * `'logit'` before softmax or sigmoid, `'probability'` after it, `'logProbability'` its natural logarithm.
 */
export type Score = 'logit' | 'probability' | 'logProbability';

/** Which score of the model is explained. */
export interface ScoreOptions {
  /** Class index, one an image, `'predicted'` (default) or a function of the scores. */
  target?: Target;
  /** Default `'logit'`: a final softmax or sigmoid is looked through. */
  score?: Score;
  /**
   * What the model returns. Required for a function; for a LayersModel it overrides what its last layer says (a model
   * that ends in softmax or sigmoid is looked through, any other is taken to return logits).
   */
  outputs?: 'logits' | 'probabilities';
  /** Of a model with several outputs, the one to explain: its index or its layer's name, of a graph model also any node's. Default 0. */
  output?: number | string;
}

/** Options that every attribution method takes. */
export interface AttributionOptions extends RunOptions, ScoreOptions {}

const defaultBatchSize = 32;

/** The batch size of the options, checked. */
export function checkedBatchSize({ batchSize = defaultBatchSize }: RunOptions): number {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new Error(`invalid batchSize: ${batchSize} (expected a whole number from 1)`);
  }
  return batchSize;
}

/** Throws on a run option, or a switch that several methods share, of another type than it must have. */
export function checkOptionTypes(options: RunOptions & { relu?: unknown; absolute?: unknown }): void {
  const { signal, onProgress } = options;
  checkedBatchSize(options);
  if (signal !== undefined && typeof (signal as AbortSignal | null)?.aborted !== 'boolean') {
    throw new Error(`invalid signal: ${typeof signal} (expected an AbortSignal)`);
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new Error(`invalid onProgress: ${String(onProgress)} (expected a function)`);
  }
  for (const name of ['relu', 'absolute'] as const) {
    const value = options[name];
    if (value === undefined || typeof value === 'boolean') continue;
    throw new Error(`invalid ${name}: ${JSON.stringify(value)} (expected true or false)`);
  }
}

const commonOptions = ['target', 'score', 'outputs', 'output', 'batchSize', 'seed', 'signal', 'onProgress'];

/** Throws on an option that neither every method takes nor this one, whose own are `own`. */
export function checkOptionNames(options: object, own: readonly string[]): void {
  if (options === null || typeof options !== 'object') {
    throw new Error(`invalid options: ${String(options)} (expected an object)`);
  }
  const known = [...commonOptions, ...own];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Error(`unknown option: '${unknown}' (expected one of: ${[...own, ...commonOptions].join(', ')})`);
}
