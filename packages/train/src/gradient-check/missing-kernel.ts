import * as tf from '@tensorflow/tfjs-core';

/** Runs something on a layer; where TF.js lacks a kernel for it, the error names kernel, layer and backend. */
export async function naming<T>(of: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const kernel = /Kernel '(\w+)' not registered/.exec((error as Error).message)?.[1];
    if (kernel === undefined) throw error;
    throw new Error(
      `'${of}' needs kernel ${kernel}, which backend '${tf.getBackend()}' lacks (expected backend 'cpu', or on wasm the training kernels of @fer/wasm-kernels)`,
      { cause: error },
    );
  }
}
