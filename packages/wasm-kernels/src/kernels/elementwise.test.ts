import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { expectLikeCpu, noise, useBackend } from '../testing/backends';

beforeAll(registerWasmTrainingKernels);

describe('a matrix product is that of the cpu backend', () => {
  const shapes = [
    [[5, 7], [7, 4], false, false],
    [[7, 5], [7, 4], true, false],
    [[5, 7], [4, 7], false, true],
    [[7, 5], [4, 7], true, true],
    [[33, 20], [33, 18], true, false],
    [[1, 6], [6, 1], true, true],
    [[1, 6, 3], [1, 6, 4], true, false],
    [[3, 6, 2], [3, 6, 4], true, false],
    [[3, 2, 6], [1, 4, 6], false, true],
  ] as const;
  test.each(shapes)('for [%s] x [%s], transposed: %s, %s', async (a, b, transposeA, transposeB) => {
    await expectLikeCpu(() => {
      const inputs = [noise([...a], 1), noise([...b], 2)];
      const product = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB);
      if (a.length > 2 && a[0] !== b[0]) return [product(inputs[0], inputs[1])];
      return [product(inputs[0], inputs[1]), ...tf.grads(product)(inputs)];
    });
  });

  test('with a bias and an activation', async () => {
    await expectLikeCpu(() => [
      tf.fused.matMul({
        a: noise([6, 5], 1),
        b: noise([4, 6], 2),
        transposeA: true,
        transposeB: true,
        bias: noise([4], 3),
        activation: 'relu',
      }),
    ]);
  });
});

describe('sums and means are those of the cpu backend', () => {
  const reductions = [
    [
      [6, 5, 4, 7],
      [0, 1, 2],
    ],
    [
      [6, 5, 4, 7],
      [2, 0, 1],
    ],
    [[6, 5, 4, 7], [0]],
    [
      [6, 5, 4, 7],
      [1, 2],
    ],
    [
      [6, 5, 4, 7],
      [0, 3],
    ],
    [[6, 5], [0]],
    [[6, 5], [1]],
    [[6, 5], [-2]],
    [[6, 1], [0]],
    [
      [3, 4],
      [0, 1],
    ],
    [[9], [0]],
    [[131, 6], [0]],
    [
      [8, 5, 7, 4],
      [0, 1, 2],
    ],
    [
      [5, 300, 8],
      [0, 1],
    ],
  ] as const;
  test.each(reductions)('for [%s] over [%s]', async (shape, axes) => {
    await expectLikeCpu(() =>
      [true, false].flatMap((keepDims) => {
        const x = noise([...shape], 1);
        const results = [tf.sum(x, [...axes], keepDims), tf.mean(x, [...axes], keepDims)];
        results.forEach((result) =>
          expect(result.shape).toHaveLength(keepDims ? shape.length : shape.length - axes.length),
        );
        return results;
      }),
    );
  });

  test('for whole numbers', async () => {
    await expectLikeCpu(() => [tf.sum(tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [2, 4], 'int32'), 0)]);
  });
});

const special = [...Float32Array.of(-Infinity, -2.5, -1e-40, -0, 0, 1e-40, 3, Infinity, NaN)];

test('LeakyReLU is exact on both sides of zero, at infinity and NaN', async () => {
  await useBackend('wasm');
  const y = tf.leakyRelu(special, 0.25);
  expect([...y.dataSync()]).toEqual([...Float32Array.from(special, (x) => (x < 0 ? 0.25 * x : x + 0))]);
  y.dispose();
});

test.each([0.05, 0, 1, 1.5, -0.3])(
  'LeakyReLU of slope %d and its gradient are those of the cpu backend',
  async (alpha) => {
    await expectLikeCpu(() => {
      const x = tf.concat([noise([40], 1), tf.tensor1d([0, -0])]);
      return [tf.leakyRelu(x, alpha), tf.grad((t) => tf.leakyRelu(t, alpha))(x)];
    });
  },
);

test.each([
  [
    [1, 1, 5],
    [2, 3, 1],
  ],
  [
    [1, 5],
    [7, 1],
  ],
  [
    [1, 5],
    [2, 3],
  ],
  [
    [2, 3],
    [3, 1],
  ],
  [[4], [3]],
] as const)('a tiling of [%s] by [%s] is that of the cpu backend', async (shape, reps) => {
  await expectLikeCpu(() => [tf.tile(noise([...shape], 1), [...reps])]);
});

test('a clone outlives its original and frees the data with the last of the two', async () => {
  await useBackend('wasm');
  const before = tf.backend().numDataIds();
  const original = tf.tensor1d([1, 2, 3]);
  const copy = tf.clone(original);
  original.dispose();
  expect([...copy.dataSync()]).toEqual([1, 2, 3]);
  copy.dispose();
  expect(tf.backend().numDataIds()).toBe(before);
});

test('the gradient of a gather adds up repeated rows as the cpu backend does', async () => {
  await expectLikeCpu(() => [
    tf.grad((x: tf.Tensor) => {
      const y = tf.gather(x, tf.tensor1d([2, 0, 2, 2], 'int32'));
      return tf.sum(tf.mul(y, noise(y.shape, 2)));
    })(noise([4, 3], 1)),
    tf.unsortedSegmentSum(noise([5, 2], 3), tf.tensor1d([1, 0, -1, 1, 3], 'int32'), 3),
  ]);
});

test('one tensor may be summed and be the right side of products of several shapes, in any order', async () => {
  await expectLikeCpu(() => {
    const dy = noise([128, 6], 1);
    const flat = noise([6, 1], 2);
    return [
      tf.matMul(noise([3, 128], 3), dy),
      tf.sum(dy, 0),
      tf.matMul(noise([3, 6], 4), dy, false, true),
      tf.matMul(noise([3, 6], 5), flat),
      tf.matMul(noise([3, 1], 6), flat, false, true),
    ];
  });
});
