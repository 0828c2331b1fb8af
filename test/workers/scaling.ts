/**
 * How much faster two threads train than one: the same two replicas on one worker and on two, an epoch each in turn, so that a machine
 * that is busy with other things slows both alike. Beside the wall time stands the processor time of every thread (Linux): a thread
 * whose share is far below the wall time waits. With --limit two trainings of one worker each run at once as well: what the machine itself gives
 * to a second thread, which no trainer can exceed. With --augment the images are mirrored and shifted, which the main
 * thread does while the others compute.
 *
 * npx tsx --conditions=@fer/source test/workers/scaling.ts --model leaky4 --batch 128 --steps 4 --rounds 7
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Augment } from '@fer/data';
import { createModel } from '@fer/models';
import { fitEpochs, type BatchSource, type EpochRecord } from '@fer/train';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'leaky4' },
    batch: { type: 'string', default: '128' },
    steps: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '7' },
    replicas: { type: 'string', default: '2' },
    workers: { type: 'string', default: '1,2' },
    limit: { type: 'boolean', default: false },
    augment: { type: 'boolean', default: false },
  },
});
const [batchSize, steps, rounds, replicas] = [values.batch, values.steps, values.rounds, values.replicas].map(
  Number,
);
const counts = values.workers.split(',').map(Number);

tf.env().set('PROD', true);
registerWasmTrainingKernels();
await tf.setBackend('wasm');

const n = batchSize * steps;
const train = {
  images: Uint8Array.from({ length: n * 48 * 48 }, (_, i) => (i * 37 + (i >> 7) * 11) % 256),
  labels: Uint8Array.from({ length: n }, (_, i) => i % 7),
  shape: [n, 48, 48, 1] as [number, number, number, number],
};

/** Mirrors half of the images and moves each by up to four pixels; what comes in from outside is black. */
const mirrorAndShift: Augment = (image, [h, w, c], random) => {
  const mirror = random() < 0.5;
  const [down, right] = [Math.floor(random() * 9) - 4, Math.floor(random() * 9) - 4];
  const result = new Float32Array(image.length);
  for (let y = Math.max(0, down); y < Math.min(h, h + down); y++) {
    for (let x = Math.max(0, right); x < Math.min(w, w + right); x++) {
      const fromX = mirror ? w - 1 - (x - right) : x - right;
      for (let k = 0; k < c; k++) result[(y * w + x) * c + k] = image[((y - down) * w + fromX) * c + k];
    }
  }
  return result;
};
async function augmented(): Promise<BatchSource> {
  const { batches } = await import('@fer/data');
  const classes = Array.from({ length: 7 }, (_, k) => `${k}`);
  return {
    size: n,
    batches: (pass) => batches({ ...train, classes }, { ...pass, augment: mirrorAndShift }),
  };
}
const source = values.augment ? await augmented() : train;

/** Processor seconds of each thread of this process up to now, by thread id. */
function threadTimes(): Map<string, number> {
  return new Map(
    readdirSync('/proc/self/task').map((id) => {
      const fields = readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ')[1].split(' ');
      return [id, (Number(fields[11]) + Number(fields[12])) / 100];
    }),
  );
}

/** Processor seconds of the whole machine up to now: user, nice, system, and what its host took. */
function machineTime(): number {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).map(Number);
  return (fields[1] + fields[2] + fields[3] + fields[6] + fields[7] + fields[8]) / 100;
}

const startWorker = () => new Worker(new URL('./node-worker.mjs', import.meta.url));
const training = (workers: number) =>
  fitEpochs(createModel(values.model, { seed: 0 }), {
    train: source,
    epochs: rounds + 1,
    batchSize,
    replicas,
    workers,
    ...(workers > 0 && { startWorker }),
    now: () => performance.now(),
  });
/** What is compared: a training, or two at the same time that have nothing to do with each other. */
const runs = [
  ...counts.map((workers) => ({ name: `${workers} worker(s)`, epochs: [training(workers)] })),
  ...(values.limit ? [{ name: 'two trainings at once', epochs: [training(1), training(1)] }] : []),
].map((run) => ({ ...run, walls: [] as number[] }));
const median = (xs: number[]) => xs.toSorted((a, b) => a - b)[xs.length >> 1];
/** A round counts where other programs took less than this share of one processor. */
const QUIET = 0.15;
for (let round = 0; round <= rounds; round++) {
  for (const run of round % 2 ? runs.toReversed() : runs) {
    const before = threadTimes();
    const machine = machineTime();
    const start = performance.now();
    const results = await Promise.all(run.epochs.map((epochs) => epochs.next()));
    const record = results[0].value as EpochRecord;
    const elapsed = (performance.now() - start) / 1000;
    const wall = elapsed / run.epochs.length; // of one training's epoch
    const shares = [...threadTimes()].map(([id, time]) => (time - (before.get(id) ?? 0)) / elapsed);
    const others = (machineTime() - machine) / elapsed - shares.reduce((a, b) => a + b);
    if (round === 0) continue; // threads start, kernels warm up
    run.walls.push(others < QUIET ? wall : NaN);
    const busy = shares.filter((share) => share > 0.02).sort((a, b) => b - a);
    const percent = (share: number) => `${Math.round(100 * share)}%`;
    console.log(
      `${run.name}: ${((1000 * wall) / steps).toFixed(0)} ms a step, ${(n / wall).toFixed(0)} images/s, threads busy ${busy.map(percent).join(' ')}, other programs ${percent(others)}, waited for batches ${((1000 * (record.waited ?? 0)) / steps).toFixed(1)} ms a step, loss ${record.loss}`,
    );
  }
}
const [first, ...rest] = runs;
for (const run of rest) {
  const ratios = run.walls.map((wall, i) => first.walls[i] / wall).filter(Number.isFinite);
  console.log(
    ratios.length === 0
      ? `${run.name} against ${first.name}: no round was undisturbed by other programs`
      : `${run.name} against ${first.name}: median of ${ratios.length} undisturbed rounds ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(' ')})`,
  );
}
await Promise.all(runs.flatMap((run) => run.epochs.map((epochs) => epochs.return())));
