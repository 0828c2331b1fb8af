import * as tf from '@tensorflow/tfjs-core';
import { prepareWasm } from './start-wasm';

/** In the order in which 'auto' tries them. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm'] as const;
export type BackendName = (typeof BACKENDS)[number];

const load: Record<BackendName, () => unknown> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  wasm: prepareWasm,
};

/**
 * Starts a backend in this thread.
 *
 * @throws where this browser has not got it; the message says why.
 */
export async function startBackend(name: BackendName): Promise<void> {
  tf.env().set('PROD', true);
  await load[name]();
  if (!(await tf.setBackend(name)) || tf.getBackend() !== name)
    throw new Error(`${name} did not start in this browser`);
  await tf.ready();
}
