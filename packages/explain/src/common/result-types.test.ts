import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { integratedGradients } from '../gradient/integrated-gradients';
import { deletion, lime, occlusion, onPlainData } from '../index';
import { stream } from '../stream';

beforeAll(() => tf.setBackend('cpu'));

const images = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] };

// What these test as much is that they compile.
it('takes a function of tensors of the rank that it needs, and a target that does', async () => {
  const model = (x: tf.Tensor4D): tf.Tensor2D => tf.mean(x, [1, 2]);
  const target = (scores: tf.Tensor2D) => tf.slice2d(scores, [0, 0], [-1, 1]);
  const { delta, values } = await integratedGradients(model, images, { outputs: 'logits', target });
  expect(delta[0]).toBeCloseTo(0, 6);
  expect(values.reduce((a, b) => a + b)).toBeCloseTo(2.5, 6);
});

it('says in the type of a streamed result what the method always gives', async () => {
  const model = (x: tf.Tensor4D) => tf.mean(x, [1, 2]);
  const deltas: number[] = [];
  for await (const { delta } of stream('integratedGradients', model, images, { outputs: 'logits' })) {
    deltas.push(delta[0]);
  }
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.at(-1)).toBeCloseTo(0, 6);
});

it('knows what a function written in place gets, be it of tensors or of plain data', async () => {
  const asked = { outputs: 'logits', segments: Int32Array.of(0, 1, 2, 3), samples: 20 } as const;
  const kinds = [
    await lime((x) => tf.reshape(tf.sum(x, [1, 2, 3]), [-1, 1]), images, asked),
    await lime((x: tf.Tensor4D) => tf.sum(x, [1, 2]), images, asked),
    await lime(
      // Of what it is given the images are no method.
      // eslint-disable-next-line @typescript-eslint/unbound-method
      async ({ data, shape: [n] }) => {
        await Promise.resolve();
        const sums = new Float32Array(n);
        data.forEach((value, i) => (sums[Math.floor(i / 4)] += value));
        return { data: sums, shape: [n, 1] };
      },
      images,
      asked,
    ),
    await lime(
      onPlainData(({ data, shape: [n] }) => ({
        data: Array.from({ length: n }, (_, i) => data.slice(4 * i, 4 * i + 4).reduce((a, b) => a + b)),
        shape: [n, 1],
      })),
      images,
      asked,
    ),
  ];
  for (const { values } of kinds) {
    values.forEach((value, i) => expect(value).toBeCloseTo(kinds[0].values[i], 5));
  }
  const map = await occlusion((x) => tf.sum(x, [1, 2]), images, { outputs: 'logits', window: 1 });
  const { values } = await deletion((x) => tf.sum(x, [1, 2]), images, map, { outputs: 'logits' });
  expect(values.length).toBe(1);
  // @ts-expect-error of plain data, but without a shape
  await expect(lime(async () => Promise.resolve([[1, 2]]), images, asked)).rejects.toThrow(
    'the model returned',
  );
});
