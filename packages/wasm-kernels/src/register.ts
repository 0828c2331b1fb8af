import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { avgPoolGrad } from './kernels/avg-pool-grad';
import { conv2DBackpropFilter } from './kernels/conv2d-backprop-filter';
import { conv2DBackpropInput } from './kernels/conv2d-backprop-input';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './kernels/depthwise-conv2d-backprop';
import { greater } from './kernels/greater';
import { identity } from './kernels/identity';
import { mean, sum } from './kernels/leading-reductions';
import { leakyRelu } from './kernels/leaky-relu';
import { batchMatMul, fusedMatMul } from './kernels/mat-mul';
import { maxPoolGrad } from './kernels/max-pool-grad';
import { select } from './kernels/select';
import { tile } from './kernels/tile';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum';
import type { TrainingKernel } from './training-kernel';

/** Each kernel is a file of its own: a faster one replaces its entry here. */
const kernels: TrainingKernel[] = [
  // What the stock backend lacks, or gets wrong at a padded border (AvgPoolGrad).
  conv2DBackpropFilter,
  depthwiseBackpropInput,
  depthwiseBackpropFilter,
  unsortedSegmentSum,
  avgPoolGrad,
  // What it does several times slower than need be.
  conv2DBackpropInput,
  maxPoolGrad,
  batchMatMul,
  fusedMatMul,
  sum,
  mean,
  leakyRelu,
  greater,
  select,
  tile,
  identity,
];

const ours = new WeakSet<tf.KernelFunc>();

/**
 * Teaches TF.js's `wasm` backend to train convolutional nets, in Node and in browsers: adds the gradient kernels that it lacks and replaces those
 * that are needlessly slow. Call it once, before or after the backend starts; calling it again does nothing. Other backends are left alone, and
 * the choice of backend is yours.
 *
 * @example
 * registerWasmTrainingKernels();
 * await tf.setBackend('wasm');
 * await model.fit(images, labels);
 */
export function registerWasmTrainingKernels(): void {
  for (const { name, build } of kernels) {
    // Undefined at run time where wasm has no such kernel, whatever the typings say.
    const stock = tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined;
    if (stock && ours.has(stock.kernelFunc)) continue;
    const kernelFunc = build(stock?.kernelFunc);
    ours.add(kernelFunc);
    if (stock) tf.unregisterKernel(name, 'wasm');
    // The stock set-up stays: what falls back on the stock kernel needs it when the backend starts later.
    tf.registerKernel({ ...stock, kernelName: name, backendName: 'wasm', kernelFunc });
  }
}
