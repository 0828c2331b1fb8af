import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import * as explain from '../index';
import type { CamAttribution, CamOptions, ExplainableModel, Images } from '../index';
import { onEveryBackend } from '../testing/backends';

type Method = (model: ExplainableModel, images: Images, options: CamOptions) => Promise<CamAttribution>;

/**
 * Two places of two channels, handed on by the layer 'map' as they are; the class' logit weighs them by 1, -1 and 3, 1.
 * `axes` places them in a row of time, in a picture or in a volume.
 */
function twoPlaces(axes: 1 | 2 | 3, output: 'logit' | 'sigmoid' = 'logit'): tfl.LayersModel {
  const options = { filters: 2, kernelSize: 1, useBias: false, name: 'map' };
  const inputShape = [...[1, 1, 2].slice(3 - axes), 2];
  const layer = [tfl.layers.conv1d, tfl.layers.conv2d, tfl.layers.conv3d][axes - 1];
  const model = tfl.sequential({
    layers: [
      layer({ ...options, inputShape }),
      tfl.layers.flatten({ name: 'flatten' }),
      tfl.layers.dense({
        units: 1,
        useBias: false,
        activation: output === 'sigmoid' ? 'sigmoid' : 'linear',
        name: 'dense',
      }),
    ],
  });
  const ones = new Array<number>(axes).fill(1);
  model.setWeights([tf.tensor([1, 0, 0, 1], [...ones, 2, 2]), tf.tensor([1, -1, 3, 1], [4, 1])]);
  return model;
}

const activations = Float32Array.of(1, 2, 3, 4);
/** Of activations 1, 2 and 3, 4 with gradients 1, -1 and 3, 1: S = 12. */
const solved: [name: keyof typeof explain, map: number[], weights?: number[]][] = [
  ['gradCam', [2, 6], [2, 0]],
  ['gradCamPlusPlus', [8 / 21 + 2 / 8, 24 / 21 + 4 / 8], [8 / 21, 1 / 8]],
  ['xGradCam', [2.5 + 2 / 3, 7.5 + 4 / 3], [2.5, 1 / 3]],
  ['layerCam', [1, 13]],
  ['hiResCam', [-1, 13]],
  ['elementWiseCam', [1, 13]],
  ['eigenCam', [-Math.SQRT2, Math.SQRT2]],
  ['eigenGradCam', [-5, 5]],
  ['ablationCam', [14 / 12, 38 / 12], [10 / 12, 2 / 12]],
  // Both masks keep the second place alone, whose score is 13.
  ['scoreCam', [1.5, 3.5], [0.5, 0.5]],
];

function expectClose(actual: ArrayLike<number>, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 4));
}

onEveryBackend(() => {
  describe.each(solved)('%s, solved by hand', (name, map, weights) => {
    const method = explain[name] as Method;

    it.each([1, 2, 3] as const)('of a layer with %i axes', async (axes) => {
      const shape = [1, ...[1, 1, 2].slice(3 - axes)];
      const images = { data: activations, shape: [...shape, 2] };
      const cam = await method(twoPlaces(axes), images, { layer: 'map' });
      expect(cam.shape).toEqual(shape);
      expectClose(cam.values, map);
      if (weights) expectClose(cam.weights!, weights);
      else expect(cam.weights).toBeUndefined();
      expect(cam).toMatchObject({ method: name, warnings: [] });
      expect([...cam.targets, ...cam.targetScores]).toEqual([0, 12]);
    });

    it('with a sigmoid looked through, and without its negative part', async () => {
      const images = { data: activations, shape: [1, 1, 2, 2] };
      const cam = await method(twoPlaces(2, 'sigmoid'), images, { layer: 'map', relu: true });
      expectClose(
        cam.values,
        map.map((value) => Math.max(0, value)),
      );
      expect(cam.targetScores[0]).toBeCloseTo(12, 4);
    });
  });

  it('scoreCam lets the softmax of the masked scores decide', async () => {
    const images = { data: Float32Array.of(0.1, 0.4, 0.3, 0.2), shape: [1, 1, 2, 2] };
    const { weights, values } = await explain.scoreCam(twoPlaces(2), images, { layer: 'map' });
    // The first channel keeps the second place: 0.3 * 3 + 0.2; the other the first: 0.1 - 0.4.
    const first = 1 / (1 + Math.exp(-0.3 - 1.1));
    expectClose(weights, [first, 1 - first]);
    expectClose(values, [0.1 * first + 0.4 * (1 - first), 0.3 * first + 0.2 * (1 - first)]);
  });

  it('ablationCam says where the score is not positive, for its weights are shares of it', async () => {
    const images = { data: Float32Array.of(0, 0, 0, 0, -1, -2, -3, -4, 1, 2, 3, 4), shape: [3, 1, 2, 2] };
    const { weights, warnings } = await explain.ablationCam(twoPlaces(2), images, { layer: 'map' });
    expectClose(weights, [0, 0, 10 / 12, 2 / 12, 10 / 12, 2 / 12]);
    expect(warnings).toEqual([
      'image 0: the score is 0, so its drop is no share of it: the weights are 0',
      'image 1: the score is negative, so channels that raise it get negative weights',
      'image 0: the map is zero everywhere',
    ]);
  });
});
