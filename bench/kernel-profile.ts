import * as tf from '@tensorflow/tfjs-core';
import { kernelWork } from './kernel-work';

/** What one kernel came to in the best of the steps, called from one place. */
export interface ProfileRow {
  /** Who called it, from the outside in: gradient functions as `LeakyRelu'`, kernels by name. */
  path: string[];
  calls: number;
  /** Milliseconds without the kernels that it called itself, and with them. */
  own: number;
  total: number;
  /** Floating-point operations. */
  work: number;
  /** Shapes of the inputs of the call that took longest. */
  largest: string;
}

interface Sample extends ProfileRow {
  best: { own: number; total: number };
  slowest: number;
}

interface Backend {
  dataIdMap: { get(id: object): { id: number; memoryOffset: number; refCount: number } };
}

/** Milliseconds of processor time of this process: other processes don't count. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * A stop-watch in every wasm kernel and in every gradient function. Put it up after the kernels are registered, and call `endStep` after each
 * step. Time of a kernel that another calls by its name is that other's `total`, not its `own`.
 */
export class KernelProfile {
  readonly #rows = new Map<string, Sample>();
  /** The kernels and gradient functions that run now, and the time of what they called. */
  readonly #running: { path: string[]; inside: number }[] = [];
  #steps = 0;

  constructor() {
    for (const config of tf.getKernelsForBackend('wasm')) {
      this.#watchKernel(config);
      this.#watchGradient(config.kernelName);
    }
  }

  /** Forgets what was measured so far. */
  clear(): void {
    this.#rows.clear();
    this.#steps = 0;
  }

  endStep(): void {
    this.#steps++;
    for (const row of this.#rows.values()) {
      row.best.own = Math.min(row.best.own, row.own);
      row.best.total = Math.min(row.best.total, row.total);
      row.own = row.total = 0;
    }
  }

  /** A row for each kernel and place it was called from, most time of its own first. */
  rows(): ProfileRow[] {
    return [...this.#rows.values()]
      .map(({ best, calls, work, ...row }) => ({
        ...row,
        ...best,
        calls: calls / this.#steps,
        work: work / this.#steps,
      }))
      .sort((a, b) => b.own - a.own);
  }

  #watchKernel(config: tf.KernelConfig): void {
    const name = config.kernelName;
    const kernelFunc: tf.KernelFunc = (params) => {
      const { result, own, total } = this.#timed(this.#path(name), () => config.kernelFunc(params));
      const row = this.#row(name, params.inputs);
      const work = kernelWork(name, params.inputs, params.attrs ?? {});
      const later = this.#watchDeferred(result, params.backend as Backend, row.path, (time) =>
        this.#add(row, { ...time, work }, params.inputs),
      );
      row.calls++;
      this.#add(row, { own, total, work: later ? 0 : work }, params.inputs);
      return result;
    };
    tf.unregisterKernel(name, 'wasm');
    tf.registerKernel({ ...config, kernelFunc });
  }

  /** Gradient functions run nothing themselves, but what they call is worth telling from the forward pass. */
  #watchGradient(name: string): void {
    const config = tf.getGradient(name) as tf.GradConfig | undefined;
    if (!config) return;
    const label = `${name}'`;
    tf.unregisterGradient(name);
    tf.registerGradient({
      ...config,
      gradFunc: (...args) => {
        const gradients = this.#timed(this.#path(label), () => config.gradFunc(...args)).result;
        return Object.fromEntries(
          Object.entries(gradients).map(([key, compute]) => [
            key,
            () => this.#timed(this.#path(label), compute).result,
          ]),
        );
      },
    });
  }

  /** Where something called `name` would run now. */
  #path(name: string): string[] {
    return [...(this.#running.at(-1)?.path ?? []), name];
  }

  #timed<T>(path: string[], run: () => T): { result: T; own: number; total: number } {
    const frame = { path, inside: 0 };
    this.#running.push(frame);
    const start = processorMs();
    try {
      const result = run();
      const total = processorMs() - start;
      return { result, own: total - frame.inside, total };
    } finally {
      this.#running.pop();
      const caller = this.#running.at(-1);
      if (caller) caller.inside += processorMs() - start;
    }
  }

  /**
   * A kernel of ours may put off its work until somebody looks where its result is (`deferred` of `@fer/wasm-kernels`), which would then
   * count as that one's time. Tells the time once the work is done.
   */
  #watchDeferred(
    result: tf.TensorInfo | tf.TensorInfo[],
    { dataIdMap }: Backend,
    path: string[],
    done: (time: { own: number; total: number }) => void,
  ): boolean {
    if (Array.isArray(result)) return false;
    const record = dataIdMap.get(result.dataId);
    const id = Object.getOwnPropertyDescriptor(record, 'id');
    const memoryOffset = Object.getOwnPropertyDescriptor(record, 'memoryOffset');
    if (!id?.get || !memoryOffset) return false;
    const look = <K extends 'id' | 'memoryOffset'>(key: K) => ({
      configurable: true,
      get: () => {
        Object.defineProperties(record, { id, memoryOffset });
        // Nobody wants a result that is about to be freed, so nothing is computed.
        const wanted = record.refCount > 0;
        const { result: value, ...time } = this.#timed(path, () => record[key]);
        if (wanted) done(time);
        return value;
      },
    });
    Object.defineProperties(record, { id: look('id'), memoryOffset: look('memoryOffset') });
    return true;
  }

  /** The row of a kernel that is called from where we are. */
  #row(name: string, inputs: tf.NamedTensorInfoMap): Sample {
    const path = this.#path(name);
    const key = path.join(' > ');
    const row: Sample = this.#rows.get(key) ?? {
      path,
      calls: 0,
      own: 0,
      total: 0,
      work: 0,
      largest: shapesOf(inputs),
      best: { own: Infinity, total: Infinity },
      slowest: 0,
    };
    this.#rows.set(key, row);
    return row;
  }

  #add(row: Sample, time: { own: number; total: number; work: number }, inputs: tf.NamedTensorInfoMap): void {
    row.own += time.own;
    row.total += time.total;
    row.work += time.work;
    if (time.total <= row.slowest) return;
    row.slowest = time.total;
    row.largest = shapesOf(inputs);
  }
}

const shapesOf = (inputs: tf.NamedTensorInfoMap) =>
  Object.values(inputs)
    .map((input) => `[${input?.shape.join(' ') ?? ''}]`)
    .join(' ');
