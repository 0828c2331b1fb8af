import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { deepLift } from '../gradient/deep-lift';
import { onEveryBackend } from '../testing/backends';

type Points = [row: number, column: number, value: number][];

/** Where the fall from a baseline's maximum to an image of 0.25 throughout lands, in a global max-pooling. */
async function landing([h, w]: [number, number], points: Points): Promise<[number, number]> {
  const model = tfl.sequential({
    layers: [tfl.layers.globalMaxPooling2d({ inputShape: [h, w, 1] }), tfl.layers.dense({ units: 2 })],
  });
  model.setWeights([tf.tensor2d([1, 0], [1, 2]), tf.zeros([2])]);
  const baseline = { data: new Float32Array(h * w), shape: [1, h, w, 1] };
  for (const [row, column, value] of points) baseline.data[row * w + column] = value;
  const image = { data: new Float32Array(h * w).fill(0.25), shape: [1, h, w, 1] };
  const { values } = await deepLift(model, image, { baseline, target: 0 });
  const place = values.findIndex((value) => value < -0.1);
  expect(values[place]).toBeCloseTo(-0.75, 4);
  return [Math.floor(place / w), place % w];
}

onEveryBackend(() => {
  it.each<[string, [number, number], Points, [number, number]]>([
    [
      'the largest of a wide window',
      [24, 24],
      [
        [23, 23, 1],
        [0, 0, 0.9999],
      ],
      [23, 23],
    ],
    [
      'the largest, however little it is above the first',
      [2, 2],
      [
        [1, 1, 1],
        [0, 0, 0.999995],
      ],
      [1, 1],
    ],
    [
      'the first of equals, row by row',
      [4, 8],
      [
        [0, 5, 1],
        [1, 0, 1],
      ],
      [0, 5],
    ],
    [
      'the first of equals but for rounding',
      [4, 8],
      [
        [0, 5, 1 - 2e-7],
        [1, 0, 1],
      ],
      [0, 5],
    ],
  ])('hands a fall to %s', async (_, size, points, place) => {
    expect(await landing(size, points)).toEqual(place);
  });
});
