import * as tf from '@tensorflow/tfjs-core';
import type { Pool2dOptions } from './pool-axes';

/** Backends whose results can be looked at for free, so that their kernel can be tried out. */
const tryable = new Set(['cpu', 'wasm']);

const verdicts = new WeakMap<tf.KernelFunc, boolean>();

/**
 * The gradient of max-pooling by the backend's own kernel, where there is one that is right. It is asked by trying: stock
 * wasm has a wrong one, `@fer/wasm-kernels` replaces it by a right and fast one.
 */
export function backendUnpool(
  input: tf.Tensor,
  output: tf.Tensor,
  dy: tf.Tensor,
  options: Pool2dOptions,
): tf.Tensor | undefined {
  const backend = tf.getBackend();
  // Undefined where the backend has no such kernel, whatever the typings say.
  const kernel = tf.getKernel(tf.MaxPoolGrad, backend) as tf.KernelConfig | undefined;
  if (!kernel || !tryable.has(backend)) return undefined;
  let isRight = verdicts.get(kernel.kernelFunc);
  if (isRight === undefined) verdicts.set(kernel.kernelFunc, (isRight = tryOut()));
  return isRight ? runKernel(input, output, dy, options) : undefined;
}

/** Windows of 3 that overlap by one: one of negative values only, one with equals. */
function tryOut(): boolean {
  return tf.tidy(() => {
    const input = tf.tensor([-3, -1, -2, 4, 4], [1, 1, 5, 1]);
    const output = tf.tensor([-1, 4], [1, 1, 2, 1]);
    const dy = tf.tensor([1, 2], [1, 1, 2, 1]);
    const dx = runKernel(input, output, dy, { poolSize: [1, 3], strides: [1, 2], padding: 'valid' });
    return dx.dataSync().join() === '0,1,0,2,0';
  });
}

function runKernel(
  input: tf.Tensor,
  output: tf.Tensor,
  dy: tf.Tensor,
  { poolSize, strides, padding }: Pool2dOptions,
): tf.Tensor {
  const attributes = { filterSize: poolSize, strides, pad: padding } as unknown as tf.NamedAttrMap;
  return tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, attributes);
}
