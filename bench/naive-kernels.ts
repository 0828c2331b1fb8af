/**
 * The gradient kernels that TF.js's wasm backend lacks, as anybody would write them first: plain loops in JavaScript, one product at a time.
 * What `@fer/wasm-kernels` is measured against; nothing here is meant to be used.
 */
import * as tf from '@tensorflow/tfjs-core';

interface Backend {
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array;
}
interface Attrs {
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  inputShape?: Shape;
  filterShape?: Shape;
}
type Shape = [number, number, number, number];
type Info = tf.backend_util.Conv2DInfo;

/** Visits every product of a convolution, or of a depthwise one: the places of its input, filter and output element. */
function forEachProduct(
  g: Info,
  depthwise: boolean,
  visit: (input: number, filter: number, output: number) => void,
): void {
  const multiplier = g.outChannels / g.inChannels;
  for (let n = 0; n < g.batchSize; n++) {
    for (let y = 0; y < g.outHeight; y++) {
      for (let x = 0; x < g.outWidth; x++) {
        const output = ((n * g.outHeight + y) * g.outWidth + x) * g.outChannels;
        for (let i = 0; i < g.filterHeight; i++) {
          const row = y * g.strideHeight - g.padInfo.top + i;
          if (row < 0 || row >= g.inHeight) continue;
          for (let j = 0; j < g.filterWidth; j++) {
            const column = x * g.strideWidth - g.padInfo.left + j;
            if (column < 0 || column >= g.inWidth) continue;
            const input = ((n * g.inHeight + row) * g.inWidth + column) * g.inChannels;
            const tap = i * g.filterWidth + j;
            for (let c = 0; c < g.inChannels; c++) {
              const first = depthwise ? c * multiplier : 0;
              const count = depthwise ? multiplier : g.outChannels;
              const filter = (tap * g.inChannels + c) * count;
              for (let k = 0; k < count; k++) visit(input + c, filter + k, output + first + k);
            }
          }
        }
      }
    }
  }
}

function naive(name: string, wanted: 'input' | 'filter', depthwise: boolean): tf.KernelConfig {
  return {
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend: anyBackend }) => {
      const backend = anyBackend as Backend;
      const { strides, pad, dimRoundingMode, inputShape, filterShape } = attrs as unknown as Attrs;
      const other = (wanted === 'input' ? inputs.filter : inputs.x) as tf.TensorInfo;
      const [input, filter] = [inputShape ?? (other.shape as Shape), filterShape ?? (other.shape as Shape)];
      const g = tf.backend_util.computeConv2DInfo(input, filter, strides, 1, pad, dimRoundingMode, depthwise);
      const out = backend.makeOutput(wanted === 'input' ? input : filter, 'float32');
      const dy = backend.typedArrayFromHeap(inputs.dy as tf.TensorInfo);
      const factor = backend.typedArrayFromHeap(other);
      const target = backend.typedArrayFromHeap(out).fill(0);
      if (wanted === 'input')
        forEachProduct(g, depthwise, (i, f, o) => void (target[i] += dy[o] * factor[f]));
      else forEachProduct(g, depthwise, (i, f, o) => void (target[f] += dy[o] * factor[i]));
      return out;
    },
  };
}

/** Adds what is missing to the stock backend, and replaces nothing. */
export function registerNaiveKernels(): void {
  tf.registerKernel(naive(tf.Conv2DBackpropFilter, 'filter', false));
  tf.registerKernel(naive(tf.DepthwiseConv2dNativeBackpropInput, 'input', true));
  tf.registerKernel(naive(tf.DepthwiseConv2dNativeBackpropFilter, 'filter', true));
}
