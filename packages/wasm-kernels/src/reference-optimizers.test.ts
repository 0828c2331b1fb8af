import { optimizerReference, optimizerTrajectory, relativeError } from '@fer/fixtures';
import { fit, type OptimizerSpec } from '@fer/train';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { useBackend } from './testing/backends';

const reference = optimizerReference();
const TOLERANCE = 1e-4;

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
  // In its test mode the engine takes what the loss keeps for its gradient for a leak.
  tf.env().set('IS_TEST', false);
});

describe('ten full-batch updates on wasm', () => {
  test.each(reference.cases)("of $name follow PyTorch's trajectory, update by update", async (expected) => {
    const { losses, weights } = await optimizerTrajectory<OptimizerSpec>(fit, expected);
    expect(relativeError(losses, expected.losses)).toBeLessThan(TOLERANCE);
    weights.forEach(([W, b], update) => {
      expect(relativeError(W, expected.W[update]), `W after update ${update + 1}`).toBeLessThan(TOLERANCE);
      expect(relativeError(b, expected.b[update]), `b after update ${update + 1}`).toBeLessThan(TOLERANCE);
    });
  });
});
