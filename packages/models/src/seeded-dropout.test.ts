import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { deriveSeed } from './random';
import { SeededDropout } from './seeded-dropout';

beforeAll(() => tf.setBackend('cpu'));

const ones = () => tf.ones([4, 500]);
function masked(layer: SeededDropout, step: number): Float32Array {
  layer.setRandomStep(step);
  return (layer.apply(ones(), { training: true }) as tf.Tensor).dataSync<'float32'>().slice();
}

describe('SeededDropout', () => {
  it('zeroes about the stated share and scales the rest so that the mean stays', () => {
    const values = masked(new SeededDropout({ rate: 0.3, seed: 1 }), 0);
    const zeros = values.filter((v) => v === 0).length / values.length;
    expect(zeros).toBeCloseTo(0.3, 1);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    expect(values.reduce((a, b) => a + b) / values.length).toBeCloseTo(1, 1);
  });

  it('draws the same mask for the same seed and step, and another for another of either', () => {
    const first = masked(new SeededDropout({ rate: 0.5, seed: 1 }), 7);
    expect(masked(new SeededDropout({ rate: 0.5, seed: 1 }), 7)).toEqual(first);
    expect(masked(new SeededDropout({ rate: 0.5, seed: 1 }), 8)).not.toEqual(first);
    expect(masked(new SeededDropout({ rate: 0.5, seed: 2 }), 7)).not.toEqual(first);
  });

  it('shares no mask between layers, whatever their steps', () => {
    const masks = new Set<string>();
    for (let layer = 0; layer < 4; layer++) {
      for (let step = 0; step < 20; step++) {
        masks.add(
          masked(new SeededDropout({ rate: 0.5, seed: deriveSeed(7, layer) }), step)
            .slice(0, 64)
            .join(),
        );
      }
    }
    expect(masks.size).toBe(80);
  });

  it('passes everything through outside training', () => {
    const layer = new SeededDropout({ rate: 0.9, seed: 1 });
    expect((layer.apply(ones()) as tf.Tensor).dataSync().every((v) => v === 1)).toBe(true);
  });

  it('rejects a rate that is no share', () => {
    expect(() => new SeededDropout({ rate: 1, seed: 1 })).toThrow(
      'invalid dropout rate: 1 (expected 0 <= rate < 1)',
    );
  });
});
