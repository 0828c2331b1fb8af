import { relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { useBackend } from './backends';
import { brokenZones, installRedZones } from './red-zones';

/** The same cases in every run; raise FER_PROPERTY_RUNS for a longer search. */
const SEED = 20_26;
const factor = Number(process.env.FER_PROPERTY_RUNS ?? 1);

/** Asserts a property for `runs` random cases of `arbitrary`. */
export function forAll<T>(
  arbitrary: fc.Arbitrary<T>,
  runs: number,
  property: (value: T) => void | Promise<void>,
): Promise<void> {
  const options = factor > 1 ? { numRuns: runs * factor } : { numRuns: runs, seed: SEED };
  return fc.assert(
    fc.asyncProperty(arbitrary, async (value) => property(value)),
    options,
  );
}

interface Agreement {
  /** Largest error over the largest value; default 1e-5. */
  tolerance?: number;
  /** What a result of these sizes typically comes to: the scale where all results happen to cancel. Default 0. */
  typical?: number;
}

/**
 * Asserts that wasm computes from the inputs what cpu does, to `tolerance` of the largest value; that it writes nothing beside its results,
 * reads nothing beside its inputs (see `installRedZones`), leaves the inputs as they are, and keeps no tensor but the results, and nothing when they are gone.
 */
export async function expectAgreement(
  inputs: () => tf.Tensor[],
  run: (...inputs: tf.Tensor[]) => tf.Tensor[],
  { tolerance = 1e-5, typical = 0 }: Agreement = {},
  expectedRun = run,
): Promise<void> {
  await useBackend('cpu');
  const expected = tf.tidy(() => expectedRun(...inputs()).map(valuesOf));
  await useBackend('wasm');
  installRedZones();
  const data = tf.backend().numDataIds();
  tf.tidy(() => {
    const given = inputs();
    const before = given.map(valuesOf);
    const tensors = tf.memory().numTensors;
    const results = tf.tidy(() => run(...given));
    expect(tf.memory().numTensors - tensors).toBe(results.length);
    const actual = results.map(valuesOf);
    expect(given.map(valuesOf)).toEqual(before);
    expect(results).toHaveLength(expected.length);
    for (const [i, values] of actual.entries()) {
      const scale = largest(expected[i].values);
      const error = relativeError(values.values, expected[i].values) * (scale || 1);
      expect(values.shape).toEqual(expected[i].shape);
      expect(error, `largest error of result ${i}`).toBeLessThanOrEqual(
        tolerance * (Math.max(scale, typical) || 1),
      );
    }
  });
  expect(tf.backend().numDataIds()).toBe(data);
  expect(brokenZones()).toEqual([]);
}

const valuesOf = (tensor: tf.Tensor) => ({
  shape: tensor.shape,
  values: Float32Array.from(tensor.dataSync()),
});

function largest(values: Float32Array): number {
  return values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}
