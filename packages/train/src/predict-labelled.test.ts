import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { toBatchSource, type BatchSource, type LabelledData } from './batch';
import { evaluate } from './evaluate';
import { data as smallSet, network, startWorker } from './parallel/testing/small-training';
import { WorkerPool } from './parallel/worker-pool';
import { predictLabelled } from './predict-labelled';
import type { TestTimeViews } from './test-time-views';

beforeAll(() => tf.setBackend('cpu'));

/** Two pixels in, their softmax times `sharpness` out. */
function pixels(sharpness = 1): tfl.LayersModel {
  const model = tfl.sequential({
    layers: [
      tfl.layers.flatten({ inputShape: [1, 2, 1] }),
      tfl.layers.dense({ units: 2, useBias: false }),
      tfl.layers.softmax(),
    ],
  });
  model.setWeights([tf.tensor2d([sharpness, 0, 0, sharpness], [2, 2])]);
  return model;
}
const data: LabelledData = {
  images: Uint8Array.of(255, 0, 51, 255),
  shape: [2, 1, 2, 1],
  labels: [0, 0],
  classes: ['left', 'right'],
};
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('an ensemble', () => {
  it('has the mean of the probabilities, and the loss of that mean', async () => {
    const { probabilities, losses, predicted, labels, shape, classes } = await predictLabelled(
      [pixels(1), pixels(4)],
      data,
    );
    const means = [1, -0.8].map((x) => (sigmoid(x) + sigmoid(4 * x)) / 2);
    expect(shape).toEqual([2, 2]);
    expect(classes).toEqual(['left', 'right']);
    expect(Array.from(labels)).toEqual([0, 0]);
    expect(Array.from(predicted)).toEqual([0, 1]);
    means.forEach((mean, i) => {
      expect(probabilities[2 * i]).toBeCloseTo(mean, 6);
      expect(probabilities[2 * i + 1]).toBeCloseTo(1 - mean, 6);
      expect(losses[i]).toBeCloseTo(-Math.log(mean), 6);
    });
  });

  it('of one model is that model', async () => {
    expect(await evaluate([pixels()], data)).toEqual(await evaluate(pixels(), data));
  });

  it('has an exact loss where every probability underflows', async () => {
    const wrong: LabelledData = { ...data, labels: [1, 0] };
    const { losses, probabilities } = await predictLabelled([pixels(300), pixels(400)], wrong);
    expect(probabilities[1]).toBe(0);
    expect(losses[0]).toBeCloseTo(300 + Math.log(2), 4);
  });

  it('gives each model the images in its own preprocessing', async () => {
    const inverted: BatchSource = {
      ...toBatchSource(data),
      *batches(pass) {
        for (const batch of toBatchSource(data).batches(pass) as Iterable<{ data: Float32Array }>)
          yield { ...batch, data: batch.data.map((value) => -value) } as never;
      },
    };
    const { probabilities } = await predictLabelled([pixels(), pixels(-1)], [data, inverted]);
    expect(probabilities[0]).toBeCloseTo(sigmoid(1), 6);
  });

  it('refuses models and sets that do not belong together', async () => {
    await expect(predictLabelled([], data)).rejects.toThrow('invalid number of models: 0');
    await expect(predictLabelled([pixels(), pixels()], [data])).rejects.toThrow('1 data sets for 2 models');
    await expect(predictLabelled([pixels(), network()], data)).rejects.toThrow(
      'model 2 of 2 has 3 classes (expected 2 as the first)',
    );
    const relabelled = { ...data, labels: [0, 1] };
    await expect(predictLabelled([pixels(), pixels()], [data, relabelled])).rejects.toThrow(
      'image 1 has the label 1 for one model and 0 for another',
    );
    await expect(evaluate(pixels(), data, { classes: ['one'] })).rejects.toThrow(
      '1 class names for a model with 2 outputs',
    );
    const short: BatchSource = { ...toBatchSource(data), size: 3 };
    await expect(evaluate(pixels(), short)).rejects.toThrow(
      'the evaluated set gave 2 images (expected 3, its size)',
    );
  });
});

describe('test-time augmentation', () => {
  it('averages over the views', async () => {
    const { probabilities } = await predictLabelled(pixels(), data, { views: 'flip' });
    for (const p of probabilities) expect(p).toBeCloseTo(0.5, 6);
  });

  it('crops images that are larger than the input of the model', async () => {
    const wide: LabelledData = { images: Uint8Array.of(9, 255, 0, 9), shape: [1, 1, 4, 1], labels: [0] };
    const one = tfl.sequential({
      layers: [
        tfl.layers.flatten({ inputShape: [1, 1, 1] }),
        tfl.layers.dense({ units: 2, useBias: false }),
        tfl.layers.softmax(),
      ],
    });
    one.setWeights([tf.tensor2d([1, 0], [1, 2])]);
    const { probabilities } = await predictLabelled(one, wide, { views: { crop: 'centerCrop', size: 1 } });
    expect(probabilities[0]).toBeCloseTo(sigmoid(1), 6);
  });

  it('does not depend on the batch size, counts its passes, and leaves no tensors behind', async () => {
    const models = [network(), network({ units: 4 })];
    const views = 'flip';
    const whole = await evaluate(models, smallSet, { views });
    const before = tf.memory().numTensors;
    const told: number[] = [];
    const parts = await evaluate(models, smallSet, {
      views,
      batchSize: 25,
      onProgress: ({ done, total }) => {
        expect(total).toBe(240);
        told.push(done);
      },
    });
    expect(parts).toEqual(whole);
    expect(told).toEqual([25, 50, 75, 100, 110, 120, 145, 170, 195, 220, 230, 240]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[number, TestTimeViews | undefined]>([
    [1, 'flip'],
    [2, 'flip'],
    [3, { crop: 'fiveCrop', size: 1 }],
    [2, undefined],
  ])('gives the same numbers of an ensemble on %i threads (%j)', async (workers, views) => {
    const models = [network(), network({ units: 4 })];
    const alone = await predictLabelled(models, smallSet, { views, batchSize: 7 });
    expect(await predictLabelled(models, smallSet, { views, batchSize: 7, workers, startWorker })).toEqual(
      alone,
    );
    const pool = new WorkerPool({ count: workers, start: () => startWorker() });
    expect(await predictLabelled(models, smallSet, { views, batchSize: 7, workers: pool })).toEqual(alone);
    pool.close();
  });

  it('starts the threads once for all models, and stops when aborted', async () => {
    let started = 0;
    const controller = new AbortController();
    const running = predictLabelled([network(), network(), network()], smallSet, {
      batchSize: 10,
      workers: 2,
      startWorker: () => (started++, startWorker()),
      signal: controller.signal,
      onProgress: ({ done }) => done === 130 && controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toBe(2);
  });
});
