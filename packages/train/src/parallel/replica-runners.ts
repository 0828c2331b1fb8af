import type * as tfl from '@tensorflow/tfjs-layers';
import { readFlat, sharedArray, sizeOf, variablesOf } from './flat-weights';
import type { FromWorker, ToWorker } from './messages';
import { ReplicaModel, type ReplicaResult, type ReplicaTask } from './replica-step';
import { onLost, onMessage, type WorkerPort } from './worker-port';

/** Computes the replicas of an update; in which threads is its own affair, the results are the same. */
export interface ReplicaRunner {
  /** Results in the order of the tasks. */
  run(state: Float32Array, tasks: ReplicaTask[]): Promise<ReplicaResult[]>;
  dispose: () => void;
}

/** All replicas in this thread, one after another, with the model itself. */
export function inThisThread(model: tfl.LayersModel): ReplicaRunner {
  const replicas = new ReplicaModel(model);
  return {
    async run(state, tasks) {
      const results = [];
      for (const task of tasks) results.push(await replicas.compute(task, state));
      return results;
    },
    dispose: () => undefined,
  };
}

/** Replica r in worker r modulo their number. A worker that is lost or fails rejects the update that it was in. */
export async function inWorkers(
  model: tfl.LayersModel,
  count: number,
  start: () => WorkerPort,
): Promise<ReplicaRunner> {
  const topology = model.toJSON(null, false) as object;
  const variables = variablesOf(model, 'trainable');
  const weights = sharedArray(sizeOf(variables));
  const workers = Array.from(
    { length: count },
    (_, i) => new RemoteWorker(start(), `worker ${i + 1} of ${count}`),
  );
  const dispose = () => workers.forEach((worker) => worker.terminate());
  try {
    await Promise.all(workers.map((worker) => worker.ask({ type: 'build', topology })));
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    async run(state, tasks) {
      await readFlat(variables, weights);
      const answers = await Promise.all(
        workers.map(async (worker, i) => {
          const own = tasks.filter((task) => task.replica % count === i);
          return own.length === 0 ? undefined : worker.ask({ type: 'step', weights, state, tasks: own });
        }),
      );
      const results = answers.flatMap((answer) => (answer?.type === 'results' ? answer.results : []));
      return results.sort((a, b) => a.replica - b.replica);
    },
    dispose,
  };
}

/** One question at a time to a thread, and its answer. */
class RemoteWorker {
  readonly #port: WorkerPort;
  readonly #name: string;
  #waiting: { resolve: (answer: FromWorker) => void; reject: (error: Error) => void } | undefined;
  #lost: string | undefined;

  constructor(port: WorkerPort, name: string) {
    this.#port = port;
    this.#name = name;
    onMessage(port, (message) => {
      const answer = message as FromWorker;
      if (answer.type === 'failed') this.#waiting?.reject(new Error(`${name} failed: ${answer.message}`));
      else this.#waiting?.resolve(answer);
    });
    onLost(port, (reason) => {
      this.#lost = reason;
      this.#waiting?.reject(new Error(`${name} was lost: ${reason}`));
    });
  }

  ask(question: ToWorker): Promise<FromWorker> {
    if (this.#lost !== undefined) return Promise.reject(new Error(`${this.#name} was lost: ${this.#lost}`));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#port.postMessage(question);
    });
  }

  terminate(): void {
    this.#port.terminate?.();
  }
}
