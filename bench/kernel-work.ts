import * as tf from '@tensorflow/tfjs-core';

interface Attrs {
  strides?: [number, number] | number;
  pad?: 'same' | 'valid' | number;
  dilations?: [number, number] | number;
  inputShape?: number[];
  filterShape?: number[];
  transposeA?: boolean;
}
type Shape4 = [number, number, number, number];

const DEPTHWISE: string[] = [
  tf.DepthwiseConv2dNative,
  tf.FusedDepthwiseConv2D,
  tf.DepthwiseConv2dNativeBackpropInput,
  tf.DepthwiseConv2dNativeBackpropFilter,
];
const CONVOLUTIONS: string[] = [
  tf.Conv2D,
  tf.FusedConv2D,
  tf.Conv2DBackpropInput,
  tf.Conv2DBackpropFilter,
  ...DEPTHWISE,
];
const PRODUCTS: string[] = [tf.BatchMatMul, tf._FusedMatMul];

/**
 * Floating-point operations of one call of a kernel by the textbook, two a product: `2 N H' W' kh kw C K` of a convolution and of either of
 * its gradients, `2 B M K N` of a matrix product. 0 for other kernels. A kernel with fewer products (Winograd's: 4 times fewer at best)
 * shows more operations a second than the processor does.
 */
export function kernelWork(name: string, inputs: tf.NamedTensorInfoMap, attrs: object): number {
  const { strides, pad, dilations, inputShape, filterShape, transposeA } = attrs as Attrs;
  if (PRODUCTS.includes(name)) {
    const [a, b] = [inputs.a?.shape ?? [], inputs.b?.shape ?? []];
    const outer = a.at(transposeA ? -1 : -2) ?? 0;
    const batches = Math.max(tf.util.sizeFromShape(a.slice(0, -2)), tf.util.sizeFromShape(b.slice(0, -2)));
    // b is K x N, either way round.
    return 2 * batches * outer * tf.util.sizeFromShape(b.slice(-2));
  }
  if (!CONVOLUTIONS.includes(name)) return 0;
  const input = (inputShape ?? inputs.x?.shape) as Shape4 | undefined;
  const filter = (filterShape ?? inputs.filter?.shape) as Shape4 | undefined;
  if (!input || !filter || strides === undefined || pad === undefined) return 0;
  const depthwise = DEPTHWISE.includes(name);
  const info = tf.backend_util.computeConv2DInfo(
    input,
    filter,
    strides,
    dilations ?? 1,
    pad,
    undefined,
    depthwise,
  );
  const outputs = info.batchSize * info.outHeight * info.outWidth;
  return 2 * outputs * tf.util.sizeFromShape(filter);
}
