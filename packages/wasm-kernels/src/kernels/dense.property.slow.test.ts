import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { noise } from '../testing/backends';
import { expectAgreement, forAll } from '../testing/properties';

beforeAll(registerWasmTrainingKernels);

const whole = (min: number, max: number) => fc.integer({ min, max });
const side = fc.oneof(whole(1, 5), whole(1, 40));
const product = fc.record({
  rows: side,
  inner: fc.oneof(side, whole(40, 300)),
  columns: side,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});
type Product = typeof product extends fc.Arbitrary<infer T> ? T : never;
const left = ({ rows, inner, transposeA }: Product) => (transposeA ? [inner, rows] : [rows, inner]);
const right = ({ inner, columns, transposeB }: Product) => (transposeB ? [columns, inner] : [inner, columns]);

describe('for any size, as on the cpu backend', () => {
  test('a matrix product with either side transposed, and its gradients', async () => {
    await forAll(product, 50, (c) =>
      expectAgreement(
        () => [noise(left(c), 1), noise(right(c), 2), noise([c.rows, c.columns], 3)],
        (a, b, dy) => {
          const multiply = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, c.transposeA, c.transposeB);
          return [multiply(a, b), ...tf.grads(multiply)([a, b], dy)];
        },
        { typical: Math.sqrt(Math.min(c.inner, c.rows, c.columns)) },
      ),
    );
  });

  test('products of batches of matrices, one batch repeated for the other', async () => {
    const batchings: [number, number][] = [
      [2, 2],
      [3, 1],
      [1, 3],
      [1, 1],
    ];
    const cases = fc.record({ c: product, batches: fc.constantFrom(...batchings) });
    await forAll(cases, 25, ({ c, batches: [n, m] }) =>
      expectAgreement(
        () => [noise([n, ...left(c)], 1), noise([m, ...right(c)], 2)],
        (a, b) => [tf.matMul(a, b, c.transposeA, c.transposeB)],
        { typical: Math.sqrt(c.inner) },
      ),
    );
  });

  test('a matrix product fused with a bias and an activation', async () => {
    const activations = ['linear', 'relu', 'relu6', 'leakyrelu', 'prelu', 'elu', 'sigmoid'] as const;
    const cases = fc.record({
      c: product,
      activation: fc.constantFrom(...activations),
      biased: fc.boolean(),
    });
    await forAll(cases, 60, ({ c, activation, biased }) =>
      expectAgreement(
        () => [noise(left(c), 1), noise(right(c), 2), noise([c.columns], 3), noise([c.columns], 4)],
        (a, b, bias, slopes) => [
          tf.fused.matMul({
            a,
            b,
            transposeA: c.transposeA,
            transposeB: c.transposeB,
            bias: biased ? bias : undefined,
            activation,
            leakyreluAlpha: 0.05,
            preluActivationWeights: activation === 'prelu' ? slopes : undefined,
          }),
        ],
        { typical: activation === 'sigmoid' ? 1 : Math.sqrt(c.inner) },
      ),
    );
  });

  test('softmax cross-entropy and its gradient', async () => {
    const cases = fc.record({
      rows: whole(1, 70),
      classes: whole(2, 40),
      scale: fc.constantFrom(0.1, 1, 30),
    });
    await forAll(cases, 40, ({ rows, classes, scale }) => {
      const labelled = () =>
        tf.tensor1d(
          Int32Array.from({ length: rows }, (_, i) => (i * 5) % classes),
          'int32',
        );
      const labels = () => tf.oneHot(labelled(), classes) as tf.Tensor2D;
      const loss = (x: tf.Tensor) => {
        // In its test mode the engine takes what this op keeps for its gradient for a leak.
        tf.env().set('IS_TEST', false);
        return tf.losses.softmaxCrossEntropy(labels(), x as tf.Tensor2D);
      };
      const formula = (x: tf.Tensor) => tf.div(tf.neg(tf.sum(tf.mul(labels(), tf.logSoftmax(x)))), rows);
      const results = (f: (x: tf.Tensor) => tf.Tensor) => (x: tf.Tensor) => [
        f(x),
        tf.grad(f)(x),
        tf.softmax(x),
        tf.logSoftmax(x),
      ];
      return expectAgreement(
        () => [tf.mul(noise([rows, classes], 1), scale)],
        results(loss),
        // A row whose own class has nearly all the probability loses 1 - p, of which p's rounding is the scale.
        { typical: 0.1 },
        results(formula),
      );
    });
  });
});
