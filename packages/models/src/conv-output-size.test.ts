import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { convOutputSize } from './conv-output-size';

describe('convOutputSize', () => {
  it("follows study 2's shapes: 5x5 valid convolutions and 3/1 pools from 48 down to 8", () => {
    const kernels = [5, 5, 3, 5, 5, 3, 5, 5, 3, 5, 5, 3];
    const sizes: number[] = [];
    kernels.reduce((input, kernel) => {
      sizes.push(convOutputSize({ input, kernel }));
      return sizes[sizes.length - 1];
    }, 48);
    expect(sizes).toEqual([44, 40, 38, 34, 30, 28, 24, 20, 18, 14, 10, 8]);
  });

  it('agrees with what tfjs computes, for every kernel, stride and padding of a grid', async () => {
    await tf.setBackend('cpu');
    for (const input of [5, 8, 9])
      for (const kernel of [1, 2, 3, 5])
        for (const stride of [1, 2, 3])
          for (const padding of ['same', 'valid', 1] as const) {
            const x = tf.zeros<tf.Rank.R4>([1, input, input, 1]);
            const filter = tf.zeros<tf.Rank.R4>([kernel, kernel, 1, 1]);
            const rounding = typeof padding === 'number' ? 'floor' : undefined;
            const output = tf.conv2d(x, filter, stride, padding, 'NHWC', 1, rounding).shape[1];
            expect(
              convOutputSize({ input, kernel, padding, stride }),
              `${input} ${kernel} ${stride} ${padding}`,
            ).toBe(output);
          }
  });

  it('agrees with tfjs about dilated kernels', () => {
    for (const [input, kernel, dilation] of [
      [9, 3, 2],
      [9, 3, 4],
      [12, 2, 5],
    ])
      // prettier-ignore
      for (const padding of ['same', 'valid', 2] as const) {
        const x = tf.zeros<tf.Rank.R4>([1, input, input, 1]);
        const filter = tf.zeros<tf.Rank.R4>([kernel, kernel, 1, 1]);
        const rounding = typeof padding === 'number' ? 'floor' : undefined;
        const [, output] = tf.conv2d(x, filter, 1, padding, 'NHWC', dilation, rounding).shape;
        expect(convOutputSize({ input, kernel, padding, dilation })).toBe(output);
      }
  });

  it.each([
    [
      { input: 8, kernel: 3, dilation: 4 },
      'invalid kernel: 3 with dilation 4 (expected at most the padded input, 8)',
    ],
    [{ input: 8, kernel: 3, dilation: 0 }, 'invalid dilation: 0 (expected an integer >= 1)'],
    [{ input: 4, kernel: 5 }, 'invalid kernel: 5 (expected at most the padded input, 4)'],
    [{ input: 4.5, kernel: 3 }, 'invalid input: 4.5 (expected an integer >= 1)'],
    [{ input: 4, kernel: 3, stride: 0 }, 'invalid stride: 0 (expected an integer >= 1)'],
    [
      { input: 4, kernel: 3, padding: -1 },
      "invalid padding: -1 (expected 'same', 'valid' or an integer >= 0)",
    ],
  ])('rejects %j', (options, message) => {
    expect(() => convOutputSize(options)).toThrow(message);
  });
});
