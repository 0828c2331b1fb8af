/**
 * Where a training step spends its time: a row for each kernel and each place that it is called from (`Relu' > Mul`: by the gradient of Relu;
 * `Conv2DBackpropInput > Conv2D`: inside of another kernel), the most time of its own first. Milliseconds are processor time in the row's
 * best step, so that a machine busy with other things still gives nearly the same table. GFLOP/s are those of the textbook (see
 * kernel-work.ts) over all the time of the calls; the first lines say what plain matrix products and convolutions reach here and now.
 *
 * npx tsx --conditions=@fer/source bench/profile-step.ts --model leaky4 --batch 64 --seconds 10
 */
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { KernelProfile, processorMs, type ProfileRow } from './kernel-profile';
import { createStep, readOptions, useWasm } from './training-step';

const options = readOptions();
await useWasm();

/** The best GFLOP/s of an op that is known to be near what the backend can do. */
function limit(work: number, run: () => tf.Tensor): string {
  let best = Infinity;
  for (let i = 0; i < 8; i++) {
    const start = processorMs();
    run().dispose();
    best = Math.min(best, processorMs() - start);
  }
  return (work / best / 1e6).toFixed(1);
}
const square = tf.randomUniform<tf.Rank.R2>([512, 512]);
console.log(
  `stock matrix product of 512 x 512: ${limit(2 * 512 ** 3, () => tf.matMul(square, square))} GFLOP/s`,
);
const image = tf.randomUniform<tf.Rank.R4>([16, 24, 24, 64]);
const filter = tf.randomUniform<tf.Rank.R4>([3, 3, 64, 64]);
const products = 2 * 16 * 24 * 24 * 9 * 64 * 64;
console.log(
  `stock 3x3 convolution of 64 to 64 channels: ${limit(products, () => tf.conv2d(image, filter, 1, 'same'))} GFLOP/s`,
);
tf.dispose([square, image, filter]);

registerWasmTrainingKernels();
const profile = new KernelProfile();
const step = createStep(options);
await step.train();
await step.train();
profile.clear();

let steps = 0;
let bestStep = Infinity;
const end = performance.now() + options.seconds * 1000;
while (steps < 3 || performance.now() < end) {
  const start = processorMs();
  await step.train();
  bestStep = Math.min(bestStep, processorMs() - start);
  profile.endStep();
  steps++;
}

const rows = profile.rows();
const kernelMs = rows.reduce((sum, { own }) => sum + own, 0);
const work = rows.reduce((sum, row) => sum + (isInside(row) ? 0 : row.work), 0);
const rate = ((options.batch / bestStep) * 1000).toFixed(1);
console.log(
  `${options.model}, batch ${options.batch}: ${bestStep.toFixed(1)} ms of processor time in the best of ${steps} steps, ${rate} images/s, ` +
    `${(work / 1e9).toFixed(1)} GFLOP, ${(work / bestStep / 1e6).toFixed(1)} GFLOP/s\n`,
);

/** Is it a part of another kernel, whose work it is? */
function isInside({ path }: ProfileRow): boolean {
  return path.slice(0, -1).some((name) => !name.endsWith("'"));
}

const cell = (text: string, width: number) => text.padStart(width);
const WIDTH = 52;
console.log(
  `${'kernel'.padEnd(WIDTH)}${['calls', 'own ms', 'share', 'all ms', 'GFLOP/s'].map((head) => cell(head, 9)).join('')}  largest call`,
);
for (const { path, calls, own, total, work: done, largest } of rows) {
  if (own < 0.0005 * kernelMs) continue;
  const numbers = [
    calls.toFixed(0),
    own.toFixed(2),
    `${((100 * own) / kernelMs).toFixed(1)}%`,
    total.toFixed(2),
    done > 0 ? (done / total / 1e6).toFixed(1) : '',
  ];
  console.log(
    `${path.join(' > ').padEnd(WIDTH)}${numbers.map((text) => cell(text, 9)).join('')}  ${largest}`,
  );
}
console.log(`${'all kernels'.padEnd(WIDTH)}${cell('', 9)}${cell(kernelMs.toFixed(2), 9)}`);
console.log(
  `${'outside of kernels'.padEnd(WIDTH)}${cell('', 9)}${cell((bestStep - kernelMs).toFixed(2), 9)}`,
);
