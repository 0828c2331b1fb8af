import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { leakyRelu as leakyReluGradient, relu as reluGradientOf } from './gradients/activations';
import type { FastGradient } from './gradients/fast-gradient';
import * as normalization from './gradients/normalization';
import { avgPoolGrad } from './kernels/avg-pool-grad';
import { batchNorm, batchNormSums } from './kernels/batch-norm';
import { conv2D, fusedConv2D } from './kernels/conv2d';
import { conv2DBackpropFilter } from './kernels/conv2d-backprop-filter';
import { conv2DBackpropInput } from './kernels/conv2d-backprop-input';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './kernels/depthwise-conv2d-backprop';
import { reluGradient, scaledProduct } from './kernels/elementwise';
import { cast, identity } from './kernels/identity';
import { mean, sum } from './kernels/leading-reductions';
import { leakyRelu } from './kernels/leaky-relu';
import { batchMatMul, fusedMatMul } from './kernels/mat-mul';
import { maxPoolGrad } from './kernels/max-pool-grad';
import { add, multiply, squaredDifference, sub } from './kernels/row-arithmetic';
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
  cast,
  batchNorm,
  add,
  sub,
  multiply,
  squaredDifference,
  // What our gradients are made of.
  batchNormSums,
  reluGradient,
  scaledProduct,
];

/** Gradients in fewer passes over memory. TF.js keeps gradients for all backends together, so these step in on wasm only. */
const gradients: Record<string, FastGradient> = {
  [tf.LeakyRelu]: leakyReluGradient,
  [tf.Relu]: reluGradientOf,
  [tf.FusedBatchNorm]: normalization.fusedBatchNorm,
  [tf.Mean]: normalization.mean,
  [tf.Square]: normalization.square,
};

/** ReLU's gradient asks where x > 0, which is where y > 0; and y is kept for the next layer anyway, so x can go. */
const OUTPUT_ONLY = { inputsToSave: [], outputsToSave: [true] };

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

function replaceGradient(name: string, fast: FastGradient): void {
  const stock = tf.getGradient(name);
  if (ours.has(stock.gradFunc)) return;
  const gradFunc: tf.GradFunc = (dy, saved, attrs) => {
    const gradient = mayBeFast() ? fast(dy as tf.Tensor, saved, attrs) : undefined;
    return gradient ?? stock.gradFunc(dy, saved, attrs);
  };
  ours.add(gradFunc);
  tf.unregisterGradient(name);
  tf.registerGradient({ ...stock, ...(name === tf.Relu && OUTPUT_ONLY), gradFunc });
}

/** On wasm, and not inside another gradient, which would want gradients of what the fast ones use. */
function mayBeFast(): boolean {
  const { state } = tf.engine() as unknown as { state: { gradientDepth: number } };
  return tf.getBackend() === 'wasm' && state.gradientDepth === 0;
}
