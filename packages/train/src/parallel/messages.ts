import type { Batch } from '../batch';
import type { BatchScore } from '../train-step';
import type { FlatUpdate } from './flat-optimizer';
import type { Range } from './flat-weights';
import type { ReplicaResult, ReplicaTask } from './replica-model';

/** A model's weights, flat: those that gradients change, and running means and variances. */
export interface FlatModel {
  weights: Float32Array;
  state: Float32Array;
}

/** What the trainer tells a worker; it answers each message with one, in order. */
export type ToWorker =
  | { type: 'build'; topology: object }
  | ({ type: 'weights' } & FlatModel)
  | ({ type: 'step'; tasks: ReplicaTask[] } & FlatModel)
  | ({ type: 'update'; update: FlatUpdate } & Range)
  | { type: 'score'; batch: Batch }
  | { type: 'predict'; data: Float32Array; shape: Batch['shape'] };

export type FromWorker =
  | { type: 'ready' }
  /** `busy`: milliseconds that it took, from a worker with a clock. */
  | { type: 'results'; results: ReplicaResult[]; busy?: number }
  | { type: 'score'; score: BatchScore & { logits: Float32Array } }
  | { type: 'prediction'; probabilities: Float32Array }
  | { type: 'failed'; message: string };
