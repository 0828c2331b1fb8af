import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvGeometry } from '../conv-geometry';
import type { WasmBackend } from '../wasm-backend';
import { reshaped } from '../wasm-backend';
import type { Epilogue } from './convolution';
import { convolve, filterGradient } from './convolution';

interface Options extends Epilogue {
  transposeA: boolean;
  /** Not together with `transposeA`. */
  transposeB: boolean;
}

/** A product `[M, K] x [K, N]` seen as a 1 x 1 convolution of one row of M pixels, from K channels to N. */
function asConvolution(rows: number, inner: number, columns: number): ConvGeometry {
  return {
    batch: 1,
    inHeight: 1,
    inWidth: rows,
    inChannels: inner,
    outHeight: 1,
    outWidth: rows,
    outChannels: columns,
    kernelHeight: 1,
    kernelWidth: 1,
    strideHeight: 1,
    strideWidth: 1,
    dilationHeight: 1,
    dilationWidth: 1,
    padTop: 0,
    padLeft: 0,
  };
}

/** `activation(a x b + bias)`: a dense layer forward; with b transposed its input's gradient, with a transposed that of its weights. */
export function matrixProduct(
  backend: WasmBackend,
  a: TensorInfo,
  b: TensorInfo,
  options: Options,
): TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2);
  const [bRows, bColumns] = b.shape.slice(-2);
  const { transposeA, transposeB, ...epilogue } = options;
  const leading = (a.shape.length > b.shape.length ? a : b).shape.slice(0, -2);
  if (transposeA) {
    const out = filterGradient(backend, asConvolution(aRows, aColumns, bColumns), a, b);
    return reshaped(out, [...leading, aColumns, bColumns]);
  }
  const columns = transposeB ? bRows : bColumns;
  const out = backend.makeOutput([...leading, aRows, columns], 'float32');
  convolve(backend, asConvolution(aRows, aColumns, columns), a, b, out, epilogue, transposeB);
  return out;
}
