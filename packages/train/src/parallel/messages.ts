import type { ReplicaResult, ReplicaTask } from './replica-step';

/** What the trainer tells a worker. */
export type ToWorker =
  | { type: 'build'; topology: object }
  | { type: 'step'; weights: Float32Array; state: Float32Array; tasks: ReplicaTask[] };

/** What a worker answers, one answer a message. */
export type FromWorker =
  { type: 'ready' } | { type: 'results'; results: ReplicaResult[] } | { type: 'failed'; message: string };
