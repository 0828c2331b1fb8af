/**
 * Images a second of a training step and of inference on the wasm backend with our kernels, one JSON line like torch_peer.py's.
 * `forward_share` is the stock forward pass over our whole training step, both in this run: 1/3 means that backward and optimiser cost
 * two forward passes, about the best that a step can do. Ratios are of `perProcessorSecond` (images a second of processor time in the best
 * step), which a busy machine disturbs least.
 *
 * npx tsx --conditions=@fer/source bench/train-step.ts --model leaky4 --batch 64 --seconds 15
 */
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { createStep, readOptions, useWasm } from './training-step';

const options = readOptions();
await useWasm();
const step = createStep(options);

async function timed(run: () => unknown, seconds: number) {
  await run();
  await run();
  const times: number[] = [];
  const processor: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || times.length < 3) {
    const before = process.cpuUsage();
    const start = performance.now();
    await run();
    times.push((performance.now() - start) / 1000);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1e6);
  }
  times.sort((a, b) => a - b);
  const rate = (t: number) => Math.round((options.batch / t) * 10) / 10;
  return {
    best: rate(times[0]),
    median: rate(times[times.length >> 1]),
    perProcessorSecond: rate(Math.min(...processor)),
    steps: times.length,
  };
}

const stock = await timed(step.predict, options.seconds / 3);
registerWasmTrainingKernels();
const train = await timed(step.train, options.seconds);
const predict = await timed(step.predict, options.seconds / 3);
type Rate = Awaited<ReturnType<typeof timed>>;
const share = (a: Rate, b: Rate) => Math.round((a.perProcessorSecond / b.perProcessorSecond) * 1000) / 1000;
console.log(
  JSON.stringify({
    peer: `tfjs ${tf.version_core} wasm + @fer/wasm-kernels`,
    model: options.model,
    batch: options.batch,
    threads: 1,
    train_images_per_s: train,
    predict_images_per_s: predict,
    stock_predict_images_per_s: stock,
    forward_share: share(train, stock),
    predict_ratio: share(predict, stock),
  }),
);
