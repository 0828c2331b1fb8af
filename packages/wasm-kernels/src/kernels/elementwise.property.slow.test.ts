import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { noise } from '../testing/backends';
import { expectAgreement, forAll } from '../testing/properties';

beforeAll(registerWasmTrainingKernels);

const whole = (min: number, max: number) => fc.integer({ min, max });
const shapes = fc.array(fc.oneof(whole(1, 4), whole(1, 21)), { minLength: 1, maxLength: 4 });
const rows = (shape: number[]) => tf.util.sizeFromShape(shape);

describe('for any shape, as on the cpu backend', () => {
  test('sums, means and moments over any axes, leading ones above all', async () => {
    const cases = shapes.chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        axes: fc.oneof(
          whole(1, shape.length).map((count) => Array.from({ length: count }, (_, axis) => axis)),
          fc.subarray(
            shape.map((_, axis) => axis),
            { minLength: 1 },
          ),
        ),
        keepDims: fc.boolean(),
      }),
    );
    await forAll(cases, 60, ({ shape, axes, keepDims }) => {
      const summed = axes.reduce((product, axis) => product * shape[axis], 1);
      return expectAgreement(
        () => [noise(shape, 1)],
        (x) => {
          const { mean, variance } = tf.moments(x, axes, keepDims);
          return [tf.sum(x, axes, keepDims), tf.mean(x, axes, keepDims), mean, variance];
        },
        { typical: 1, tolerance: 1e-5 * Math.max(1, Math.sqrt(summed) / 10) },
      );
    });
  });

  test('LeakyReLU, ReLU and their gradients', async () => {
    const cases = fc.record({ shape: shapes, alpha: fc.constantFrom(0, 0.05, 0.3, 1, 1.5) });
    await forAll(cases, 40, ({ shape, alpha }) =>
      expectAgreement(
        () => [noise(shape, 1), noise(shape, 2)],
        (x, dy) => {
          const steps = tf.round(x);
          const leaky = (t: tf.Tensor) => tf.leakyRelu(t, alpha);
          return [
            tf.relu(x),
            leaky(x),
            ...[tf.relu, leaky].flatMap((f) => [tf.grad(f)(x, dy), tf.grad(f)(steps, dy)]),
          ];
        },
      ),
    );
  });

  test('tilings, clones and sums by segment', async () => {
    const cases = fc.record({
      shape: shapes,
      reps: fc.array(whole(1, 3), { minLength: 4, maxLength: 4 }),
      segments: whole(1, 5),
      oneRow: fc.boolean(),
    });
    await forAll(cases, 40, ({ shape, reps, segments, oneRow }) => {
      const size = oneRow ? shape.map((n, axis) => (axis === shape.length - 1 ? n : 1)) : shape;
      return expectAgreement(
        () => [noise(size, 1), noise(shape, 2)],
        (row, x) => {
          // Ids outside of the segments count for nothing.
          const ids = tf.tensor1d(
            Array.from({ length: shape[0] }, (_, i) => ((i * 7) % (segments + 2)) - 1),
            'int32',
          );
          return [
            tf.tile(row, reps.slice(0, size.length)),
            tf.clone(x),
            tf.unsortedSegmentSum(x, ids, segments),
          ];
        },
        { typical: Math.sqrt(shape[0]) },
      );
    });
  });

  test('batch normalisation and its gradients, with given statistics and with those of the batch', async () => {
    const cases = fc.record({
      lead: fc.oneof(fc.tuple(whole(2, 40)), fc.tuple(whole(2, 4), whole(1, 7), whole(1, 7))),
      channels: fc.oneof(whole(1, 5), whole(1, 40)),
      epsilon: fc.constantFrom(1e-3, 1e-5),
      parts: fc.constantFrom('both', 'offset', 'scale', 'none'),
    });
    await forAll(cases, 50, ({ lead, channels: c, epsilon, parts }) => {
      const shape = [...lead, c];
      const axes = lead.map((_, axis) => axis);
      return expectAgreement(
        () => [
          noise(shape, 1),
          noise([c], 2),
          tf.add(tf.square(noise([c], 3)), 0.5),
          noise([c], 4),
          noise([c], 5),
          noise(shape, 6),
        ],
        (x, mean, variance, offset, scale, dy) => {
          type Args = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
          const given = (...[t, m, v, o, s]: Args) =>
            tf.batchNorm(
              t,
              m,
              v,
              parts === 'scale' || parts === 'none' ? undefined : (o as tf.Tensor1D),
              parts === 'offset' || parts === 'none' ? undefined : (s as tf.Tensor1D),
              epsilon,
            );
          const ofBatch = (t: tf.Tensor, o: tf.Tensor, s: tf.Tensor) => {
            const batch = tf.moments(t, axes);
            return given(t, batch.mean, batch.variance, o, s);
          };
          const result = [given(x, mean, variance, offset, scale), ofBatch(x, offset, scale)];
          if (parts !== 'both') return result;
          return [
            ...result,
            ...tf.grads(given)([x, mean, variance, offset, scale], dy),
            ...tf.grads(ofBatch)([x, offset, scale], dy),
          ];
        },
        // Two values' variance may be so small that the division magnifies what was rounded.
        { typical: Math.sqrt(rows(lead)), tolerance: rows(lead) < 8 ? 1e-3 : 2e-5 },
      );
    });
  });
});
