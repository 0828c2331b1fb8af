/** One contestant on TF.js in a process of its own: trains and predicts when compare.ts says so, and says how long it took. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { fit, predictInWorkers, WorkerPool, type Batch } from '@fer/train';
import * as tf from '@tensorflow/tfjs-core';
import type { Answer, Command, ContestantSpec } from './contestant-protocol';
import { benchModel, CLASSES, INPUT } from './models';
import { useKernels } from './use-kernels';

const spec = JSON.parse(process.argv[2]) as ContestantSpec;
const say = (answer: Answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const peakMegabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
const startWorker = () =>
  new Worker(new URL('./contestant-worker.mjs', import.meta.url), { workerData: spec });

await useKernels(spec);
/** One for training and prediction: they take turns. */
const pool = spec.workers > 0 ? new WorkerPool({ count: spec.workers, start: startWorker }) : undefined;
const model = benchModel(spec.model);
const pixels = INPUT.reduce((product, size) => product * size, 1);
const batch: Batch = {
  data: Float32Array.from({ length: spec.batch * pixels }, (_, i) => ((i * 16807) % 2147483647) / 2147483647),
  shape: [spec.batch, ...INPUT],
  labels: Int32Array.from({ length: spec.batch }, (_, i) => i % CLASSES),
};

/** One endless epoch: a round lets batches out until its time is over, and is done when the trainer is done with them. */
class Trainer {
  #started = false;
  #until = 0;
  #out = 0;
  #done = 0;
  #last = 0;
  #times: number[] = [];
  #open: () => void = () => undefined;
  #finish: () => void = () => undefined;
  #fail: (error: unknown) => void = () => undefined;

  async round(seconds: number): Promise<number[]> {
    this.#times = [];
    this.#last = performance.now();
    this.#until = this.#last + seconds * 1000;
    const finished = new Promise<void>((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    if (this.#started) this.#open();
    else this.#start();
    await finished;
    return this.#times;
  }

  #start(): void {
    this.#started = true;
    void fit(model, {
      train: { size: spec.batch * 1e9, batches: () => this.#batches() },
      epochs: 1,
      batchSize: spec.batch,
      optimizer: { name: 'adam', learningRate: 1e-4 },
      replicas: spec.replicas,
      workers: pool ?? 0,
      onProgress: () => this.#progress(),
    }).catch((error: unknown) => this.#fail(error));
  }

  async *#batches(): AsyncGenerator<Batch> {
    for (;;) {
      this.#out++;
      yield batch;
      if (performance.now() < this.#until) continue;
      await new Promise<void>((resolve) => {
        this.#open = resolve;
        this.#close();
      });
    }
  }

  #progress(): void {
    const now = performance.now();
    this.#times.push((now - this.#last) / 1000 / spec.batch);
    this.#last = now;
    this.#done++;
    this.#close();
  }

  #close(): void {
    if (this.#done === this.#out && performance.now() >= this.#until) this.#finish();
  }
}

const images = tf.tensor4d(batch.data, batch.shape);

/** One forward pass, or one a thread. */
async function predict(): Promise<number> {
  const passes = Math.max(1, spec.workers);
  const started = performance.now();
  if (pool === undefined) {
    const output = model.predict(images, { batchSize: spec.batch }) as tf.Tensor;
    await output.data();
    output.dispose();
  } else {
    const shape: Batch['shape'] = [passes * spec.batch, ...INPUT];
    const data = new Float32Array(passes * batch.data.length);
    for (let i = 0; i < passes; i++) data.set(batch.data, i * batch.data.length);
    await predictInWorkers(model, { data, shape }, { batchSize: spec.batch, workers: pool });
  }
  return (performance.now() - started) / 1000 / (passes * spec.batch);
}

async function predictions(seconds: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  do times.push(await predict());
  while (performance.now() < until);
  return times;
}

const trainer = new Trainer();
const lines = createInterface({ input: process.stdin });
say({
  ready: true,
  parameters: model.weights.reduce((sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]), 0),
  version: `tfjs ${tf.version_core}`,
});
for await (const line of lines) {
  const command = JSON.parse(line) as Command;
  if (command.do === 'end') break;
  const times =
    command.do === 'train' ? await trainer.round(command.seconds) : await predictions(command.seconds);
  say({ times, peakMegabytes: peakMegabytes() });
}
if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
process.exit(0);
