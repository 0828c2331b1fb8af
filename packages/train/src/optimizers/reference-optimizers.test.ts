import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { optimizerReference, optimizerTrajectory, relativeError } from '@fer/fixtures';
import { beforeAll, describe, expect, it } from 'vitest';
import { fit } from '../fit';
import type { OptimizerSpec } from './optimizer-spec';

const reference = optimizerReference();

beforeAll(() => tf.setBackend('cpu'));

describe('ten full-batch updates', () => {
  it.each(reference.cases)("of $name follow PyTorch's trajectory, update by update", async (expected) => {
    const { losses, weights } = await optimizerTrajectory<OptimizerSpec>(fit, expected);
    expect(relativeError(losses, expected.losses)).toBeLessThan(1e-4);
    weights.forEach(([W, b], update) => {
      expect(relativeError(W, expected.W[update]), `W after update ${update + 1}`).toBeLessThan(1e-4);
      expect(relativeError(b, expected.b[update]), `b after update ${update + 1}`).toBeLessThan(1e-4);
    });
  });
});
