import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FacesWithTruth } from './faces-with-truth';
import { scoreAgainstTrap } from './score-against-trap';
import { scoreAgainstTruth } from './score-against-truth';

beforeAll(() => tf.setBackend('cpu'));

const SIDE = 6;
const names = ['rest', 'left', 'middle', 'right', 'mark'];
const classes = ['left', 'middle', 'right'];

/** The region of a pixel: three stripes of two columns in the upper half, in the lower half nothing but a corner. */
const regionAt = (pixel: number, isMarked: boolean) => {
  const [y, x] = [Math.floor(pixel / SIDE), pixel % SIDE];
  if (y < 3) return 1 + Math.floor(x / 2);
  return isMarked && y === SIDE - 1 && x === SIDE - 1 ? 4 : 0;
};

/** Nine grey images; the stripe of the class is bright, and of marked ones a corner. Each class once in training. */
function stripes({ isMarked = false } = {}): FacesWithTruth {
  const labels = Uint8Array.from({ length: 9 }, (_, i) => i % 3);
  const pixels = Array.from({ length: SIDE * SIDE }, (_, pixel) => regionAt(pixel, isMarked));
  const grey = (label: number) =>
    pixels.map((region, i) => (region === label + 1 || region === 4 ? 200 : 0) + (i % 7));
  return {
    images: Uint8Array.from(Array.from(labels).flatMap(grey)),
    shape: [9, SIDE, SIDE, 1],
    labels,
    classes,
    splits: Array.from(labels, (_, i) => (i < 3 ? 'train' : 'test')),
    regions: { maps: Uint8Array.from(Array.from(labels).flatMap(() => pixels)), names },
    labelRegions: Array.from(labels, (label) => [classes[label]]),
  };
}

/** Logits that add up the stripe of their class; the corner counts `corner` for the first class. */
function linear(corner: number): tfl.LayersModel {
  const layer = tfl.layers.dense({ units: 3, useBias: false, activation: 'softmax' });
  const model = tfl.sequential({ layers: [tfl.layers.flatten({ inputShape: [SIDE, SIDE, 1] }), layer] });
  const weights = Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const region = regionAt(pixel, true);
    return classes.map((_, k) => (region === k + 1 ? 1 : region === 4 && k === 0 ? corner : 0));
  });
  layer.setWeights([tf.tensor2d(weights)]);
  return model;
}

const methods = ['saliency', 'inputXGradient', 'smoothGrad', 'deepLift', 'deepLiftShap', 'lrp', 'occlusion'];
const settings = { occlusion: { window: 1 } };

describe('methods on a linear model that looks at nothing but the label', () => {
  it('have all of their mass inside, where a flat map and the controls have little', async () => {
    const { scores, images, area, accuracy } = await scoreAgainstTruth(linear(0), stripes(), {
      methods,
      settings,
    });
    expect({ images, area, accuracy }).toEqual({ images: 6, area: 1 / 6, accuracy: 1 });
    expect(scores.map(({ method }) => method)).toEqual([...methods, 'random', 'sobel']);
    const [ours, controls] = [scores.filter((s) => !s.isControl), scores.filter((s) => s.isControl)];
    for (const { method, mass, rank, pointing, error } of ours) {
      expect(error).toBeUndefined();
      expect(mass, method).toBeCloseTo(1, 5);
      expect({ method, rank, pointing }).toEqual({ method, rank: 1, pointing: 1 });
    }
    for (const { mass, rank } of controls) expect(Math.max(mass, rank)).toBeLessThan(0.8);
  });

  it('say why where they cannot run, and only images that the model is right about count', async () => {
    const faces = stripes();
    faces.labels![8] = 0;
    const { scores, images, accuracy } = await scoreAgainstTruth(linear(0), faces, {
      methods: ['saliency', 'gradCam'],
    });
    expect({ images, accuracy }).toEqual({ images: 5, accuracy: 5 / 6 });
    expect(scores[1].error).toMatch(/no convolution/);
    expect(scores[1].mass).toBeNaN();
    await expect(scoreAgainstTruth(linear(0), faces, { methods: ['gradCamera'] })).rejects.toThrow(
      /unknown method: 'gradCamera' \(expected one of: saliency, /,
    );
  });
});

describe('a mark that a linear model goes by', () => {
  it('is found by methods that say what the model uses, and shown anyway by an edge detector', async () => {
    const models = { honest: linear(0), trapped: linear(40) };
    const faces = { plain: stripes(), marked: stripes({ isMarked: true }) };
    const { scores, ...table } = await scoreAgainstTrap(models, faces, {
      trapClass: 'left',
      methods,
      settings,
    });
    expect(table).toMatchObject({ images: 4, area: 1 / 36 });
    expect(table.trapped).toEqual({ accuracy: 1, takenIn: 1, takenInWithout: 0 });
    expect(table.honest).toEqual({ accuracy: 1, takenIn: 0, takenInWithout: 0 });
    for (const { method, isControl, verdict, mass, honest } of scores) {
      if (isControl) expect(verdict, method).not.toBe('finds it');
      else
        expect({ method, verdict, honest: honest.mass }).toEqual({ method, verdict: 'finds it', honest: 0 });
      if (!isControl) expect(mass).toBeGreaterThan(0.8);
    }
    expect(scores.at(-1)).toMatchObject({ method: 'sobel', verdict: 'shows it anyway' });
  });

  it('is no trap where the mark changes no answer', async () => {
    const models = { honest: linear(0), trapped: linear(0) };
    const faces = { plain: stripes(), marked: stripes({ isMarked: true }) };
    await expect(scoreAgainstTrap(models, faces, { trapClass: 'left' })).rejects.toThrow(/^on no image/);
    await expect(scoreAgainstTrap(models, faces, { trapClass: 'up' })).rejects.toThrow(
      /unknown trapClass: 'up' \(expected one of: left, middle, right\)/,
    );
  });
});
