import type { Batch } from './batch';
import type { BatchResult } from './run-phase';

/** Which update of a run. */
export interface UpdatePlace {
  /** Number of the update in the run, from 0. */
  step: number;
  learningRate: number;
}

/** What the updates of a run have come to: all that the next one depends on, but for data and settings. */
export interface TrainingState {
  /** Those that gradients change, one after another in the order of the model; not averaged. */
  weights: Float32Array;
  /** The rest: running means and variances. */
  state: Float32Array;
  /** What the optimiser remembers, each as long as the weights. */
  slots: Float32Array[];
}

/** What makes the updates of a run. */
export interface Training {
  /** Before an epoch's updates: the model's weights count, whatever has become of them, unless they are averaged. */
  begin(): Promise<void>;
  update: (batch: Batch, place: UpdatePlace) => Promise<BatchResult>;
  /** After an epoch's updates: the model has the weights of the last one, or their average. */
  end(): void;
  /** Between `end` and `begin`; undefined where the caller's own optimiser keeps what it remembers to itself. */
  snapshot(): Promise<TrainingState | undefined>;
  /** `end`, where a run ends, however it ends; and frees what is not the caller's. */
  dispose(): void;
}
