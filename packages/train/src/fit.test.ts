import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch, LabelledData } from './batch';
import { evaluate } from './evaluate';
import { fit, fitEpochs } from './fit';
import type { FitOptions } from './fit-options';
import type { FitProgress } from './fit-progress';

beforeAll(() => tf.setBackend('cpu'));

/** 60 images of 1x4 pixels in three classes; the class's own pixel is bright. */
function threeClasses(): LabelledData {
  const labels = Uint8Array.from({ length: 60 }, (_, i) => i % 3);
  const images = Uint8Array.from({ length: 240 }, (_, k) => {
    const image = Math.floor(k / 4);
    return k % 4 === labels[image] ? 200 + (image % 50) : (image * 7 + k * 13) % 90;
  });
  return { images, labels, shape: [60, 1, 4, 1], classes: ['a', 'b', 'c'] };
}

function linear(end: tfl.layers.Layer[] = [tfl.layers.softmax()]): tfl.LayersModel {
  return tfl.sequential({
    layers: [
      tfl.layers.flatten({ inputShape: [1, 4, 1] }),
      tfl.layers.dense({ units: 3, kernelInitializer: 'zeros' }),
      ...end,
    ],
  });
}

const weightsOf = (model: tfl.LayersModel) =>
  model.getWeights().map((weight) => Array.from(weight.dataSync()));

describe('fit', () => {
  it('learns what can be learned, epoch by epoch, with validation beside it', async () => {
    const data = threeClasses();
    let clock = 0;
    const { records, bestEpoch } = await fit(linear(), {
      train: data,
      validation: data,
      epochs: 5,
      batchSize: 10,
      optimizer: { name: 'adam', learningRate: 0.1 },
      now: () => clock,
      callbacks: [() => void (clock += 1000)],
      onProgress: ({ done }) => (clock += done === 60 ? 250 : 0),
    });
    expect(records.map((record) => record.epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(records[4].loss).toBeLessThan(records[0].loss / 2);
    expect(records[4]).toMatchObject({ val_accuracy: 1, lr: 0.1, seconds: 0.5 });
    expect(records.findIndex((record) => record.val_accuracy === 1) + 1).toBe(bestEpoch);
  });

  it('makes exactly the update p - y that softmax cross-entropy asks for', async () => {
    const model = linear();
    const batch: Batch = {
      data: Float32Array.of(1, 0, 0.5, 0, 0, 2, 0, 0),
      shape: [2, 1, 4, 1],
      labels: [0, 2],
    };
    await fit(model, {
      train: { size: 2, batches: () => [batch] },
      epochs: 1,
      optimizer: { name: 'sgd', learningRate: 1 },
    });
    // All weights were 0, so p = 1/3 everywhere; the mean gradient is x^T (p - y) / 2.
    const [kernel, bias] = weightsOf(model);
    const third = 1 / 3;
    const expected = [
      [1 - third, -third, -third],
      [-2 * third, -2 * third, 2 * (1 - third)],
      [0.5 * (1 - third), -0.5 * third, -0.5 * third],
      [0, 0, 0],
    ];
    kernel.forEach((value, i) => expect(value).toBeCloseTo(expected[Math.floor(i / 3)][i % 3] / 2, 6));
    [1 - 2 * third, -2 * third, 1 - 2 * third].forEach((value, i) =>
      expect(bias[i]).toBeCloseTo(value / 2, 6),
    );
  });

  it.each([
    [
      'a softmax activation on the last layer',
      () =>
        tfl.sequential({
          layers: [
            tfl.layers.flatten({ inputShape: [1, 4, 1] }),
            tfl.layers.dense({ units: 3, kernelInitializer: 'zeros', activation: 'softmax' }),
          ],
        }),
    ],
    ['a softmax activation layer', () => linear([tfl.layers.activation({ activation: 'softmax' })])],
    ['logits', () => linear([])],
  ])('trains a model that ends in %s to the same weights', async (_, other) => {
    const options = {
      train: threeClasses(),
      epochs: 2,
      batchSize: 7,
      optimizer: { name: 'sgd', learningRate: 0.5 },
    } as const;
    const [a, b] = [linear(), other()];
    await fit(a, options);
    await fit(b, options);
    weightsOf(a)
      .flat()
      .forEach((value, i) => expect(weightsOf(b).flat()[i]).toBeCloseTo(value, 4));
  });

  it('repeats itself for a seed, and shuffles otherwise for another', async () => {
    const run = async (seed: number) => {
      const model = linear();
      await fit(model, { train: threeClasses(), epochs: 2, batchSize: 7, seed });
      return weightsOf(model);
    };
    expect(await run(1)).toEqual(await run(1));
    expect(await run(1)).not.toEqual(await run(2));
  });

  it('gives every epoch another order and every image once an epoch', async () => {
    const data = threeClasses();
    const seen: number[][] = [];
    const { toBatchSource } = await import('./batch');
    const source = toBatchSource(data);
    for (const epoch of [0, 1]) {
      const batches = [
        ...(source.batches({ batchSize: 7, seed: 1, epoch, shuffle: true }) as Iterable<Batch>),
      ];
      seen.push(
        batches.flatMap((batch) =>
          Array.from({ length: batch.shape[0] }, (_, i) => Math.round(batch.data[i * 4 + 3] * 255)),
        ),
      );
    }
    const all = Array.from({ length: 60 }, (_, i) => data.images[i * 4 + 3]).sort((a, b) => a - b);
    expect(seen[0]).not.toEqual(seen[1]);
    for (const order of seen) expect(order.toSorted((a, b) => a - b)).toEqual(all);
  });

  it('tells layers that draw random numbers which update they are in', async () => {
    const model = linear();
    const steps: number[] = [];
    Object.assign(model.layers[1], { setRandomStep: (step: number) => steps.push(step) });
    await fit(model, { train: threeClasses(), epochs: 2, batchSize: 20 });
    expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('calls back after each epoch and says which was the best so far', async () => {
    const best: boolean[] = [];
    const { records, bestEpoch } = await fit(linear(), {
      train: threeClasses(),
      validation: threeClasses(),
      epochs: 4,
      callbacks: [(_, { isBest }) => void best.push(isBest)],
    });
    expect(best[0]).toBe(true);
    expect(best.lastIndexOf(true) + 1).toBe(bestEpoch);
    expect(records).toHaveLength(4);
  });

  it('reports progress that ends at the size of each phase', async () => {
    const reports: FitProgress[] = [];
    await fit(linear(), {
      train: threeClasses(),
      validation: threeClasses(),
      epochs: 1,
      batchSize: 25,
      onProgress: (p) => reports.push(p),
    });
    expect(reports.map(({ phase, done, total }) => [phase, done, total])).toEqual([
      ['train', 25, 60],
      ['train', 50, 60],
      ['train', 60, 60],
      ['validation', 25, 60],
      ['validation', 50, 60],
      ['validation', 60, 60],
    ]);
  });

  it('leaves no tensors behind, whether it ends, is aborted or fails', async () => {
    const model = linear();
    const before = tf.memory().numTensors;
    await fit(model, { train: threeClasses(), validation: threeClasses(), epochs: 2 });
    expect(tf.memory().numTensors).toBe(before);

    const controller = new AbortController();
    const aborted = fit(model, {
      train: threeClasses(),
      epochs: 9,
      batchSize: 10,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(tf.memory().numTensors).toBe(before);

    const notANumber = {
      data: Float32Array.of(NaN, 0, 0, 0),
      shape: [1, 1, 4, 1] as Batch['shape'],
      labels: [0],
    };
    const diverging = fit(model, { train: { size: 1, batches: () => [notANumber] } });
    await expect(diverging).rejects.toThrow('the loss is no longer a number at epoch 1, image 0 of 1');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('pauses while nobody asks for the next epoch', async () => {
    const reports: number[] = [];
    const epochs = fitEpochs(linear(), {
      train: threeClasses(),
      epochs: 3,
      onProgress: ({ epoch }) => reports.push(epoch),
    });
    await epochs.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(new Set(reports)).toEqual(new Set([1]));
    await epochs.return();
  });

  describe('where it is held', () => {
    const options = { train: threeClasses(), validation: threeClasses(), epochs: 3, batchSize: 20, seed: 4 };

    it('comes to the numbers of a run that was not, and counts no time of it', async () => {
      let clock = 0;
      const run = async (hold?: FitOptions['hold']) => {
        const seconds: (number | undefined)[] = [];
        const model = linear();
        const { records } = await fit(model, {
          ...options,
          hold,
          now: () => clock,
          onProgress: (progress) => {
            clock += 1000;
            seconds.push(progress.seconds);
          },
        });
        return { records, seconds, weights: weightsOf(model) };
      };
      let asked = 0;
      const everySecond = () => {
        if (asked++ % 2) return undefined;
        return new Promise<void>((resolve) => {
          setTimeout(() => {
            clock += 60_000;
            resolve();
          });
        });
      };
      const straight = await run();
      expect(straight.records.map((record) => record.seconds)).toEqual([6, 6, 6]);
      expect(await run(everySecond)).toEqual(straight);
      // Before each update and each batch of validation.
      expect(asked).toBe(3 * (3 + 3));
    });

    it('waits for as long as the promise does, and goes on then', async () => {
      let release = () => {};
      let batches = 0;
      const running = fit(linear(), {
        ...options,
        hold: () => (batches === 2 ? new Promise<void>((resolve) => (release = resolve)) : undefined),
        onProgress: () => void batches++,
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(batches).toBe(2);
      release();
      expect((await running).records).toHaveLength(3);
    });

    it('can be aborted at once', async () => {
      const model = linear();
      const before = tf.memory().numTensors;
      const controller = new AbortController();
      const held = fit(model, { ...options, signal: controller.signal, hold: () => new Promise(() => {}) });
      setTimeout(() => controller.abort(), 5);
      await expect(held).rejects.toMatchObject({ name: 'AbortError' });
      expect(tf.memory().numTensors).toBe(before);
    });

    it('fails as the promise does', async () => {
      const hold = () => Promise.reject(new Error('the page went away'));
      await expect(fit(linear(), { ...options, hold })).rejects.toThrow('the page went away');
    });
  });

  it('tells callbacks of each epoch which validation images were taken for which class', async () => {
    const data = threeClasses();
    const told: number[][][] = [];
    const model = linear();
    const { records } = await fit(model, {
      train: data,
      validation: data,
      epochs: 3,
      callbacks: [
        async (record, { confusion }) => {
          told.push(confusion!);
          expect((await evaluate(model, data)).confusion.counts).toEqual(confusion);
          expect(Object.keys(record)).not.toContain('confusion');
        },
      ],
    });
    expect(told).toHaveLength(3);
    told.forEach((counts, i) => {
      expect(counts.flat().reduce((a, b) => a + b)).toBe(60);
      expect((counts[0][0] + counts[1][1] + counts[2][2]) / 60).toBe(records[i].val_accuracy);
    });
    await fit(model, {
      train: data,
      epochs: 1,
      callbacks: [(_, state) => expect(state.confusion).toBeUndefined()],
    });
  });

  it.each([
    [{ epochs: 0 }, 'invalid epochs: 0 (expected an integer >= 1)'],
    [{ batchSize: 1.5 }, 'invalid batchSize: 1.5 (expected an integer >= 1)'],
    [
      { optimizer: { name: 'adam' as const, learningRate: -1 } },
      'invalid learning rate: -1 (expected a number > 0)',
    ],
    [{ optimizer: { name: 'adamant' as 'adam' } }, 'unknown optimizer: adamant (expected one of sgd, adam, '],
    [
      { train: { images: new Uint8Array(3), shape: [1, 1, 4, 1] as LabelledData['shape'], labels: [0] } },
      'images have 3 values (expected 4 for shape [1, 1, 4, 1])',
    ],
    [{ train: { ...threeClasses(), labels: [0, 1] } }, '2 labels for 60 images (expected one an image)'],
    [
      { validation: { ...threeClasses(), labels: new Uint8Array(60).fill(3, 12, 13) } },
      'invalid label of image 12 of the validation set: 3 (expected 0..2)',
    ],
    [
      {
        train: {
          size: 1,
          batches: () => [{ data: new Float32Array(4), shape: [1, 1, 4, 1] as Batch['shape'], labels: [3] }],
        },
      },
      'invalid label of image 0 of a training batch: 3 (expected 0..2)',
    ],
    [
      { train: { images: new Uint8Array(6), shape: [1, 2, 3, 1] as LabelledData['shape'], labels: [0] } },
      /images of shape \[2, 3, 1\] do not fit sequential_\d+ \(expected \[1, 4, 1\]\)/,
    ],
    [
      { train: { images: new Uint8Array(0), shape: [0, 1, 4, 1] as LabelledData['shape'], labels: [] } },
      'the training set is empty (expected at least one image)',
    ],
  ])('rejects %j', async (options, message) => {
    const model = linear();
    const before = tf.memory().numTensors;
    await expect(fit(model, { train: threeClasses(), ...options })).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });
});
