import type * as tfl from '@tensorflow/tfjs-layers';
import { updateRange, type FlatUpdate } from './flat-optimizer';
import { isShared } from './flat-weights';
import type { FlatModel } from './messages';
import { ReplicaModel, type ReplicaResult, type ReplicaTask } from './replica-model';
import type { WorkerPool } from './worker-pool';

/** Computes the replicas of an update; in which threads is its own affair, the results are the same. */
export interface ReplicaRunner {
  /** Results in the order of the tasks, and the milliseconds of the slowest thread but this one, where known. */
  run(flat: FlatModel, tasks: ReplicaTask[]): Promise<{ results: ReplicaResult[]; elsewhere: number }>;
  /** Applies an optimiser; threads that share memory each to a range of the weights. */
  update(update: FlatUpdate): Promise<void>;
}

/** All replicas in this thread, one after another, with the model itself. */
export function inThisThread(model: tfl.LayersModel): ReplicaRunner {
  const replicas = new ReplicaModel(model);
  return {
    async run(flat, tasks) {
      // Lets the next batch be asked for before this thread is busy.
      await Promise.resolve();
      return { results: await replicas.compute(tasks, flat), elsewhere: 0 };
    },
    update: async (update) => updateRange(update, { from: 0, to: update.weights.length }),
  };
}

/** So few weights take less time than asking another thread. */
const SMALLEST_RANGE = 8192;

/** Replica r in worker r modulo their number. A worker that is lost or fails rejects the update that it was in. */
export function inWorkers(pool: WorkerPool): ReplicaRunner {
  return {
    async run(flat, tasks) {
      const answers = await Promise.all(
        Array.from({ length: Math.min(pool.size, tasks.length) }, (_, worker) => {
          const own = tasks.filter(({ replica }) => replica % pool.size === worker);
          const pixels = own.map(({ batch }) => batch.data.buffer as ArrayBuffer);
          return pool.ask(worker, { type: 'step', ...flat, tasks: own }, pixels);
        }),
      );
      const steps = answers.filter((answer) => answer.type === 'results');
      return {
        results: steps.flatMap(({ results }) => results).sort((a, b) => a.replica - b.replica),
        elsewhere: Math.max(...steps.map(({ busy = Infinity }) => busy)),
      };
    },
    async update(update) {
      const size = update.weights.length;
      if (!isShared(update.weights) || size < SMALLEST_RANGE)
        return updateRange(update, { from: 0, to: size });
      const bound = (worker: number) => Math.floor((worker * size) / pool.size);
      await Promise.all(
        Array.from({ length: pool.size }, (_, worker) =>
          pool.ask(worker, { type: 'update', update, from: bound(worker), to: bound(worker + 1) }),
        ),
      );
    },
  };
}
