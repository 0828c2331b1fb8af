import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeModelInfo } from './model-info';
import { predict } from './predict';

beforeAll(() => tf.setBackend('cpu'));

/** Two pixels in, softmax of their values out: solved by hand. */
function softmaxOfPixels(): tfl.LayersModel {
  return tfl.sequential({ layers: [tfl.layers.flatten({ inputShape: [1, 2, 1] }), tfl.layers.softmax()] });
}
const images = {
  data: Float32Array.of(0, 1, 1, 0, 0.5, 0.5),
  shape: [3, 1, 2, 1] as [number, number, number, number],
};
const softmax = (a: number, b: number) => Math.exp(a) / (Math.exp(a) + Math.exp(b));

describe('predict', () => {
  it('gives a row of probabilities an image and the most probable class', async () => {
    const { probabilities, shape, labels } = await predict(softmaxOfPixels(), images);
    expect(shape).toEqual([3, 2]);
    expect(probabilities[0]).toBeCloseTo(softmax(0, 1), 6);
    expect(Array.from(labels)).toEqual([1, 0, 0]);
  });

  it("applies the model's own preprocessing and leaves the images as they are", async () => {
    const model = softmaxOfPixels();
    writeModelInfo(model, { preprocessing: { kind: 'standardize', mean: 0.5, std: 0.1 }, classes: [] });
    const before = images.data.slice();
    const { probabilities } = await predict(model, images);
    expect(probabilities[0]).toBeCloseTo(softmax(-5, 5), 6);
    expect(images.data).toEqual(before);
  });

  it('does not depend on the batch size, takes a tensor as well, and leaves no tensors behind', async () => {
    const model = softmaxOfPixels();
    const whole = await predict(model, images);
    const tensor = tf.tensor4d(images.data, images.shape);
    const tensors = tf.memory().numTensors;
    expect(await predict(model, images, { batchSize: 2 })).toEqual(whole);
    expect(await predict(model, tensor)).toEqual(whole);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('names the classes of a model of more than 256, too', async () => {
    const model = tfl.sequential({ layers: [tfl.layers.flatten({ inputShape: [1, 300, 1] })] });
    const data = new Float32Array(3 * 300);
    const classes = [299, 256, 7];
    classes.forEach((k, i) => (data[i * 300 + k] = 1));
    const { labels } = await predict(model, { data, shape: [3, 1, 300, 1] });
    expect(Array.from(labels)).toEqual(classes);
    expect((await predict(softmaxOfPixels(), images)).labels).toBeInstanceOf(Uint8Array);
  });

  it('says what shape it expected, and stops when aborted', async () => {
    await expect(
      predict(softmaxOfPixels(), { data: new Float32Array(4), shape: [1, 2, 2, 1] }),
    ).rejects.toThrow(/images of shape \[2, 2, 1\] do not fit sequential_\d+ \(expected \[1, 2, 1\]\)/);
    await expect(predict(softmaxOfPixels(), images, { batchSize: 0 })).rejects.toThrow(
      'invalid batchSize: 0 (expected an integer >= 1)',
    );
    await expect(predict(softmaxOfPixels(), { ...images, shape: [2, 1, 2, 1] })).rejects.toThrow(
      'images have 6 values (expected 4 for shape [2, 1, 2, 1])',
    );
    await expect(predict(softmaxOfPixels(), images, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
