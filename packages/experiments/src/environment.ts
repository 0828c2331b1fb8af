import type { Figure } from '@fer/viz';
import type { EpochRecord, FitOptions, FitProgress, WorkerPool, WorkerPoolOptions } from '@fer/train';

/** What a run needs of the platform that it runs on; the application gives it. */
export interface Environment {
  /** A clock in milliseconds, for durations. */
  now?: () => number;
  /** When the run starts, ISO 8601. */
  startedAt?: string;
  /** The command that repeats the run. */
  command?: string;
  gitCommit?: string;
  /** Versions beside that of TF.js, e.g. `{ node: '20.19.0' }`. */
  versions?: Record<string, string>;
  /** Threads that compute the replicas and evaluate; without them this one does. The numbers are the same. */
  workers?: WorkerPoolOptions;
  /** Draws a figure as PNG beside its SVG; without it there are only SVGs. */
  toPng?: (figure: Figure) => Uint8Array | Promise<Uint8Array>;
}

/** What a run tells while it goes. */
export type RunEvent =
  | {
      type: 'data';
      train: number;
      validation: number;
      heldOut: number;
      heldOutName: string;
      /** Duplicates that were dropped. */
      dropped?: number;
    }
  /** The run goes on after so many epochs that it had done before. */
  | { type: 'resumed'; epoch: number; epochs: number }
  | { type: 'progress'; progress: FitProgress; epochs: number }
  | {
      type: 'epoch';
      record: EpochRecord;
      epochs: number;
      isBest: boolean;
      /** Of the validation images, `[actual][predicted]`: how many of each class were taken for which. */
      confusion?: number[][];
    }
  | { type: 'step'; name: string; done?: number; total?: number };

export interface RunOptions {
  environment?: Environment;
  /**
   * Continue the run that the folder holds, to the numbers of one that never stopped; begin where it holds none. A
   * finished one is left as it is. Default false.
   */
  resume?: boolean;
  signal?: AbortSignal;
  /**
   * Pauses the training: called before each update, which waits until the promise that it gives resolves; see `FitOptions`
   * of `@fer/train`. The numbers stay the same.
   */
  hold?: FitOptions['hold'];
  onEvent?: (event: RunEvent) => void;
}

/** Options of a part of a run, whose threads have been started. */
export interface PartOptions extends RunOptions {
  pool?: WorkerPool;
}
