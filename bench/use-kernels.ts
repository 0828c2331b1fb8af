/** Starts a contestant's backend in whichever thread calls it. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import type { ContestantSpec } from './contestant-protocol';
import { registerNaiveKernels } from './naive-kernels';

export async function useKernels({
  backend,
  kernels,
}: Pick<ContestantSpec, 'backend' | 'kernels'>): Promise<void> {
  tf.env().set('PROD', true);
  if (kernels === 'ours') registerWasmTrainingKernels();
  if (kernels === 'naive') registerNaiveKernels();
  if (!(await tf.setBackend(backend))) throw new Error(`the ${backend} backend did not start`);
  await tf.ready();
}
