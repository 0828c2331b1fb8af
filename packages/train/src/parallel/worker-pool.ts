import type { FromWorker, ToWorker } from './messages';
import { onLost, onMessage, type WorkerPort } from './worker-port';

export interface WorkerPoolOptions {
  /** How many threads. */
  count: number;
  /** Starts a thread whose script calls `serveReplicas`. */
  start: () => WorkerPort;
}

/**
 * Threads that stay for several calls: `fit`, `evaluate` and `predictInWorkers` take it as `workers`. Whoever opened
 * it closes it.
 *
 * @example
 * const pool = new WorkerPool({ count: 2, start: startWorker });
 * await fit(model, { train, replicas: 2, workers: pool });
 * const { accuracy } = await evaluate(model, test, { workers: pool });
 * pool.close();
 */
export class WorkerPool {
  readonly #workers: RemoteWorker[];

  constructor({ count, start }: WorkerPoolOptions) {
    if (!Number.isInteger(count) || count < 1)
      throw new Error(`invalid count of workers: ${count} (expected an integer >= 1)`);
    this.#workers = Array.from(
      { length: count },
      (_, i) => new RemoteWorker(start(), `worker ${i + 1} of ${count}`),
    );
  }

  get size(): number {
    return this.#workers.length;
  }

  /** Asks one thread; questions queue up there. A thread that is lost or fails rejects. @internal */
  ask(worker: number, question: ToWorker, transfer?: ArrayBuffer[]): Promise<FromWorker> {
    return this.#workers[worker].ask(question, transfer);
  }

  /** The same question to all threads. @internal */
  async askAll(question: ToWorker): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.ask(question)));
  }

  /** Ends the threads. */
  close(): void {
    for (const worker of this.#workers) worker.terminate();
  }
}

interface Waiting {
  resolve: (answer: FromWorker) => void;
  reject: (error: Error) => void;
}

/** Questions to a thread and its answers, first come, first served. */
class RemoteWorker {
  readonly #port: WorkerPort;
  readonly #waiting: Waiting[] = [];
  #lost: Error | undefined;

  constructor(port: WorkerPort, name: string) {
    this.#port = port;
    onMessage(port, (message) => {
      const answer = message as FromWorker;
      const waiting = this.#waiting.shift();
      if (answer.type === 'failed') waiting?.reject(new Error(`${name} failed: ${answer.message}`));
      else waiting?.resolve(answer);
    });
    onLost(port, (reason) => this.#lose(new Error(`${name} was lost: ${reason}`)));
    this.#closed = new Error(`${name} was closed`);
  }

  readonly #closed: Error;

  ask(question: ToWorker, transfer: ArrayBuffer[] = []): Promise<FromWorker> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#port.postMessage(question, transfer);
    });
  }

  terminate(): void {
    this.#lose(this.#closed);
    this.#port.terminate?.();
  }

  /** The first reason stands: a thread that failed also ends. */
  #lose(reason: Error): void {
    this.#lost ??= reason;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#lost);
  }
}
