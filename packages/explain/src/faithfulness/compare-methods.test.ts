import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compareMethods, maxSensitivity, saliency, type AttributionOptions, type MetricName } from '../index';
import { onBackend } from '../testing/backends';
import { smallImages, smallModel } from '../testing/small-models';
import { baselineMaps } from './baseline-maps';
import { metrics } from './metrics';
import { measures } from './measures';

const outputs = 'logits' as const;
const linear = (x: tf.Tensor) =>
  tf.matMul(tf.reshape(x, [-1, 4]), tf.tensor2d([1, 0, 2, 0, 3, 0, 4, 0], [4, 2]));
const ones = { data: Float32Array.of(1, 1, 1, 1), shape: [1, 2, 2, 1] };

it('knows every metric of the catalogue', () => {
  expect(Object.keys(measures).toSorted()).toEqual(metrics.map(({ name }) => name).toSorted());
});

describe('maps that know nothing of the model', () => {
  it('the random one is the same for every image and another for another seed', async () => {
    const two = { data: new Float32Array(8), shape: [2, 2, 2, 1] };
    const { values } = await baselineMaps.random(linear, two, { seed: 1 });
    expect(values.slice(0, 4)).toEqual(values.slice(4));
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect((await baselineMaps.random(linear, two, { seed: 2 })).values).not.toEqual(values);
  });

  it('the edge detector finds where grey changes, and how much', async () => {
    const step = { data: Float32Array.of(0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1), shape: [1, 3, 4, 1] };
    const { values, shape } = await baselineMaps.sobel(linear, step, {});
    expect(shape).toEqual([1, 3, 4]);
    expect([...values]).toEqual([0, 4, 4, 0, 0, 4, 4, 0, 0, 4, 4, 0]);
  });
});

onBackend('wasm', () => {
  it('an async function of plain data: methods that look inside say so in their rows, the others go on', async () => {
    const given: unknown[] = [];
    const model = async ({ data, shape }: { data: Float32Array; shape: readonly number[] }) => {
      given.push(data);
      return Promise.resolve({ data: data.slice(0, shape[0]), shape: [shape[0], 1] });
    };
    const { rows } = await compareMethods(model, ones, ['saliency', 'occlusion'], ['deletion'], {
      outputs,
      score: 'logit',
    });
    expect(rows[0].error).toBe(
      'saliency needs what the model computes (expected a LayersModel, a GraphModel or a function of tensors)',
    );
    expect(rows[1].rank).toBe(1);
    await expect(maxSensitivity(model, ones, 'saliency', { outputs })).rejects.toThrow(rows[0].error);
    // It never got what it does not take.
    expect(given.every((data) => data instanceof Float32Array)).toBe(true);
  });

  it('ranks by what is gained over a random map, per millisecond where there is a clock', async () => {
    const worst = async () => Promise.resolve({ values: Float32Array.of(4, 3, 2, 1), shape: [1, 2, 2] });
    const slow = { method: 'inputXGradient', label: 'slow' } as const;
    let time = 0;
    // Runs take 4, 1 and 2 ms.
    const ticks = [0, 4, 4, 5, 5, 7];
    const now = () => ticks[time++];
    const options = { outputs, target: 0 };
    const list = [slow, { method: worst, label: 'worst' }, saliency];
    const metric = { metric: 'deletion', options: { step: 1, score: 'logit' } } as const;
    const { rows, rankBy } = await compareMethods(linear, ones, list, [metric, 'sparseness'], {
      ...options,
      now,
    });
    expect(rankBy).toBe('deletion');
    expect(rows.map(({ method }) => method)).toEqual(['slow', 'worst', 'saliency', 'random', 'sobel']);
    const [first, last, fast, random, sobel] = rows;
    // 10, 6, 3, 1, 0 and 10, 9, 7, 4, 0.
    expect(first.scores.deletion.mean).toBeCloseTo(3.75, 5);
    expect(last.scores.deletion.mean).toBeCloseTo(6.25, 5);
    expect(fast.scores.deletion.values).toEqual(first.scores.deletion.values);
    expect(Array.from(first.scores.deletion.curves![0].y)).toEqual([10, 6, 3, 1, 0]);
    expect(first.scores.sparseness.curves).toBeUndefined();
    expect([first, last, fast].map(({ milliseconds }) => milliseconds)).toEqual([4, 1, 2]);
    expect(first.gain).toBeCloseTo(random.scores.deletion.mean - 3.75, 5);
    expect(fast.gainPerMillisecond).toBeCloseTo(first.gain! / 2, 5);
    expect([first.rank, last.rank, fast.rank]).toEqual([2, 3, 1]);
    expect(random).toMatchObject({ isBaseline: true, gain: 0 });
    expect([random.rank, sobel.rank]).toEqual([undefined, undefined]);
    const untimed = await compareMethods(linear, ones, list, [metric], options);
    expect(untimed.rows[0].milliseconds).toBeUndefined();
    expect(untimed.rows[1].rank).toBe(3);
  });

  it('runs every metric, tells what a method lacks in its row, and leaves nothing behind', async () => {
    const model = smallModel('one sigmoid output');
    const images = smallImages(2);
    const masks = { data: new Uint8Array(30).fill(1, 0, 10), shape: [6, 5] };
    const names = metrics.map(({ name }) => name as MetricName);
    const before = tf.memory().numTensors;
    const progress: number[] = [];
    const options = {
      masks,
      onProgress: ({ done, total }: { done: number; total: number }) => progress.push(done / total),
    };
    const list = ['saliency', { method: 'gradCam', options: { layer: 'nope' } }] as const;
    const { rows, metrics: measured } = await compareMethods(model, images, list, names, options);
    expect(tf.memory().numTensors).toBe(before);
    expect(Object.keys(rows[0].scores)).toEqual(names);
    expect(measured.map(({ metric }) => metric)).toEqual(names);
    expect(rows[0].scores.modelRandomization.mean).toBeLessThan(0.999);
    expect(rows[3].scores.modelRandomization.mean).toBeCloseTo(1, 6);
    expect(rows[1]).toMatchObject({
      method: 'gradCam',
      scores: {},
      error: expect.stringContaining("unknown layer: 'nope'") as string,
    });
    expect(rows[1].rank).toBeUndefined();
    expect(progress.at(-1)).toBe(1);

    const abort = new AbortController();
    const aborting: AttributionOptions = { signal: abort.signal, onProgress: () => abort.abort() };
    await expect(compareMethods(model, images, ['saliency'], ['deletion'], aborting)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

it.each<[string, () => Promise<unknown>, string]>([
  [
    'no metric',
    () => compareMethods(linear, ones, ['saliency'], [], { outputs }),
    'invalid rankBy: undefined (expected one of the metrics: none is given)',
  ],
  [
    'an unknown metric',
    () => compareMethods(linear, ones, ['saliency'], ['beauty' as never], { outputs }),
    "unknown metric: 'beauty' (expected one of: completeness,",
  ],
  [
    'a metric to rank by that is not there',
    () => compareMethods(linear, ones, ['saliency'], ['deletion'], { outputs, rankBy: 'road' }),
    'invalid rankBy: road (expected one of the metrics: deletion)',
  ],
])('says what is wrong and what was expected: %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});
