/** What compare.ts says to a contestant's process, a line of JSON each, and what it answers. */

/** Compute for about so many seconds, at least one step; or go. */
export type Command = { do: 'train' | 'predict'; seconds: number } | { do: 'end' };

export type Answer =
  /** First of all, when the net is built. */
  | { ready: true; parameters: number; version: string }
  /** Seconds an image, step by step. */
  | { times: number[]; peakMegabytes: number }
  /** The contestant can't take part; why. */
  | { absent: string };

/** What a contestant of ours is told on its command line, as JSON. */
export interface ContestantSpec {
  model: string;
  batch: number;
  backend: 'wasm' | 'cpu';
  kernels: 'ours' | 'naive' | 'stock';
  replicas: number;
  workers: number;
}
