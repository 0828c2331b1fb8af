import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { leakyReluGradient } from './gradients/leaky-relu-gradient';
import { avgPoolGrad } from './kernels/avg-pool-grad';
import { conv2D, fusedConv2D } from './kernels/conv2d';
import { conv2DBackpropFilter } from './kernels/conv2d-backprop-filter';
import { conv2DBackpropInput } from './kernels/conv2d-backprop-input';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './kernels/depthwise-conv2d-backprop';
import { identity } from './kernels/identity';
import { mean, sum } from './kernels/leading-reductions';
import { leakyRelu } from './kernels/leaky-relu';
import { batchMatMul, fusedMatMul } from './kernels/mat-mul';
import { maxPoolGrad } from './kernels/max-pool-grad';
import { tile } from './kernels/tile';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum';
import type { TrainingKernel } from './training-kernel';

/** Each kernel is a file of its own: a faster one replaces its entry here. */
const kernels: TrainingKernel[] = [
  // What the stock backend lacks, or gets wrong at a padded border (AvgPoolGrad), or where overlapping windows tie (MaxPoolGrad).
  conv2DBackpropFilter,
  depthwiseBackpropInput,
  depthwiseBackpropFilter,
  unsortedSegmentSum,
  avgPoolGrad,
  maxPoolGrad,
  // What it does several times slower than need be.
  conv2D,
  fusedConv2D,
  conv2DBackpropInput,
  batchMatMul,
  fusedMatMul,
  sum,
  mean,
  leakyRelu,
  tile,
  identity,
];

/** Gradients composed of kernels that wasm is fast at. TF.js keeps gradients for all backends together, so they step in on wasm only. */
const gradients: Record<string, tf.GradFunc> = { [tf.LeakyRelu]: leakyReluGradient };

const ours = new WeakSet<tf.KernelFunc | tf.GradFunc>();

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
  kernels.forEach(replaceKernel);
  Object.entries(gradients).forEach(([name, gradient]) => replaceGradient(name, gradient));
}

function replaceKernel({ name, build }: TrainingKernel): void {
  // Undefined at run time where wasm has no such kernel, whatever the typings say.
  const stock = tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined;
  if (stock && ours.has(stock.kernelFunc)) return;
  const kernelFunc = build(stock?.kernelFunc);
  ours.add(kernelFunc);
  if (stock) tf.unregisterKernel(name, 'wasm');
  // The stock set-up stays: what falls back on the stock kernel needs it when the backend starts later.
  tf.registerKernel({ ...stock, kernelName: name, backendName: 'wasm', kernelFunc });
}

function replaceGradient(name: string, gradient: tf.GradFunc): void {
  const stock = tf.getGradient(name);
  if (ours.has(stock.gradFunc)) return;
  const gradFunc: tf.GradFunc = (...args) =>
    (tf.getBackend() === 'wasm' ? gradient : stock.gradFunc)(...args);
  ours.add(gradFunc);
  tf.unregisterGradient(name);
  tf.registerGradient({ ...stock, gradFunc });
}
