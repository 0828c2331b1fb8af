import {
  referenceCases,
  runReference,
  type ReferenceCase,
  type ReferenceOutcome,
} from '../../packages/explain/src/testing/reference-runs';
import * as tf from '@tensorflow/tfjs-core';

/** What all reference records gave on one backend. */
export interface BackendRun {
  outcomes: ReferenceOutcome[];
  /** Tensors that the methods left behind. */
  left: number;
  seconds: number;
}

/**
 * Runs every reference record of `@fer/explain` on a backend that is registered; `undefined` where it finds no device.
 * `manyPictures`: on WebGL and WebGPU also those that show the model hundreds of pictures, which take minutes in software.
 */
export async function runReferences(
  backend: string,
  { manyPictures = false }: { manyPictures?: boolean } = {},
): Promise<BackendRun | undefined> {
  if (!(await tf.setBackend(backend))) return undefined;
  await tf.ready();
  const before = tf.memory().numTensors;
  const started = performance.now();
  const outcomes: ReferenceOutcome[] = [];
  for (const given of referenceCases().filter((given) => runsOn(backend, given, manyPictures))) {
    try {
      outcomes.push(...(await runReference(given)));
    } catch (error) {
      throw new Error(`${given.run.name} on ${given.record.id}: ${String(error)}`, { cause: error });
    }
  }
  return {
    outcomes,
    left: tf.memory().numTensors - before,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Of the records with hundreds of pictures only the smaller model's, and those only if asked for, where a device may be software. */
function runsOn(backend: string, { family, record }: ReferenceCase, manyPictures: boolean): boolean {
  const isDevice = backend === 'webgl' || backend === 'webgpu';
  const hasManyPictures = family === 'perturbation' || family === 'metric';
  return !(isDevice && hasManyPictures) || (manyPictures && record.model === 'A');
}
