import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { cosineBasis } from './cosine-basis';
import { shareOutSteps } from './octaves';
import { frequencyWeights, parametrization } from './parametrization';
import { patternScores } from './pattern-scores';
import { patternsByStepSize } from './patterns-by-step-size';
import { blur, totalVariation, towardsGrey } from './regularizers';
import { resample } from './resample';
import { rotate, scale } from './transforms';

beforeAll(() => tf.setBackend('cpu'));

const data = (compute: () => tf.Tensor) => tf.tidy(() => [...compute().dataSync()]);
const ramp = () => tf.tidy(() => tf.reshape(tf.range(0, 30), [1, 5, 6, 1]));

it('the cosine basis is orthonormal', () => {
  for (const n of [1, 5, 12]) {
    const basis = cosineBasis(n);
    const product = data(() =>
      tf.matMul(tf.tensor2d(basis, [n, n]), tf.tensor2d(basis, [n, n]), false, true),
    );
    product.forEach((value, at) => expect(value).toBeCloseTo(Math.floor(at / n) === at % n ? 1 : 0, 5));
  }
});

it('weights fall with the frequency and have a mean square of 1', () => {
  const weights = frequencyWeights(8, 12);
  expect(weights.reduce((sum, weight) => sum + weight ** 2, 0) / 96).toBeCloseTo(1, 5);
  // Down the columns: 0, 1 and 2 half waves of 8 pixels; both of the first are below one wave in 12.
  expect(weights[0]).toBe(weights[12]);
  expect(weights[0] / weights[5 * 12]).toBeCloseTo(5 / 16 / (1 / 12), 5);
});

it('waves and pictures are two ways to write the same', () => {
  const x = Float32Array.from({ length: 5 * 6 * 3 }, (_, i) => 0.1 + 0.8 * Math.abs(Math.sin(i)));
  const back = data(() => {
    const { toPictures, fromPictures } = parametrization('fourier', [5, 6]);
    return toPictures(fromPictures(tf.tensor4d(x, [1, 5, 6, 3])));
  });
  back.forEach((value, i) => expect(value).toBeCloseTo(x[i], 4));
});

it('steps are shared out over sizes that double up to the full one', () => {
  expect(shareOutSteps(10, 1, [48, 48])).toEqual([{ from: 0, to: 10, size: [48, 48] }]);
  expect(shareOutSteps(10, 3, [48, 50])).toEqual([
    { from: 0, to: 3, size: [12, 13] },
    { from: 3, to: 7, size: [24, 25] },
    { from: 7, to: 10, size: [48, 50] },
  ]);
  expect(() => shareOutSteps(10, 5, [48, 48])).toThrow('invalid octaves: 5 (expected 1..4');
  expect(() => shareOutSteps(2, 3, [48, 48])).toThrow('invalid octaves: 3 (expected 1..2');
});

it('another size keeps flat pictures flat, and halving averages', () => {
  data(() => resample(tf.fill([1, 5, 6, 2], 0.3), [9, 4])).forEach((value) =>
    expect(value).toBeCloseTo(0.3, 5),
  );
  const [small] = data(() => resample(tf.tensor4d([0, 1, 2, 3], [1, 2, 2, 1]), [1, 1]));
  expect(small).toBeCloseTo(1.5, 5);
  // From 2 to 4 with half-pixel centres: 0, 1/4, 3/4, 1.
  const row = data(() => resample(tf.tensor4d([0, 1], [1, 1, 2, 1]), [1, 4]));
  [0, 0.25, 0.75, 1].forEach((value, i) => expect(row[i]).toBeCloseTo(value, 5));
});

it('scaling and turning by nothing leave the picture as it is', () => {
  const still = () => 0.5;
  const x = ramp();
  for (const { apply } of [scale(0.2), rotate(30)]) {
    data(() => apply(x, still)).forEach((value, i) => expect(value).toBeCloseTo(i, 4));
  }
  x.dispose();
});

it('scaling enlarges about the middle and turning turns about it', () => {
  const utmost = () => 1;
  // Brightness falls along x and y alike: enlarged by 3/2 it falls by 2/3 a pixel.
  const x = ramp();
  const grown = data(() => scale(0.5).apply(x, utmost));
  expect(grown[2 * 6 + 3] - grown[2 * 6 + 2]).toBeCloseTo(2 / 3, 4);
  x.dispose();
  // A plane stays a plane: the inner values of one turned by 20 degrees have its slope turned by 20 degrees.
  const plane = tf.tidy(() => tf.reshape(tf.tile(tf.range(0, 11), [11]), [1, 11, 11, 1]));
  const turned = data(() => rotate(20).apply(plane, utmost));
  const right = turned[5 * 11 + 6] - turned[5 * 11 + 5];
  const down = turned[6 * 11 + 5] - turned[5 * 11 + 5];
  expect(turned[60]).toBeCloseTo(5, 4);
  expect(Math.abs(Math.atan2(down, right))).toBeCloseTo((20 * Math.PI) / 180, 3);
  expect(Math.hypot(down, right)).toBeCloseTo(1, 3);
  plane.dispose();
});

it('refuses weights and widths that are none', () => {
  expect(() => totalVariation(NaN)).toThrow('invalid weight: NaN (expected a number from 0)');
  expect(() => towardsGrey(-1)).toThrow('invalid weight: -1');
  expect(() => blur(Infinity)).toThrow('invalid sigma: Infinity');
  expect(() => blur(1, 0)).toThrow('invalid every: 0');
});

/** Numbers 0..1 from a linear congruential generator. */
function noiseSource(): () => number {
  let state = 1;
  return () => ((state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 0) / 2 ** 32;
}

it.each([16, 20, 24, 28])('tells noise from stripes in noise on pictures of %i pixels, too', (side) => {
  const [n, random] = [10, noiseSource()];
  const stripes = (i: number) => Math.sin(2 * (i % side) + Math.floor(i / side));
  const noise = Float32Array.from({ length: n * side * side }, random);
  const striped = noise.map((value, i) => stripes(i) + value);
  const shape = [n, side, side, 1];
  expect(patternScores({ values: noise, shape }).found).toBe(0);
  expect(patternScores({ values: striped, shape }).found).toBe(n);
});

it('noise scores low, stripes high, one tone 1, whatever the range', () => {
  const n = 32;
  const random = noiseSource();
  const draw = (value: (x: number, y: number) => number) =>
    Float32Array.from({ length: n * n }, (_, i) => value(i % n, Math.floor(i / n)));
  const noise = draw(random);
  const stripes = draw((x, y) => Math.sin(0.9 * x + 0.4 * y));
  const loud = stripes.map((value, i) => 40 + 100 * (value + 0.3 * noise[i]));
  const framed = draw((x) => (x === 0 ? 1 : 0));
  const score = (pictures: Float32Array[]) =>
    patternScores({
      values: Float32Array.from(pictures.flatMap((p) => [...p])),
      shape: [pictures.length, n, n, 1],
    });
  const { scores, isPattern, found } = score([noise, stripes, loud, framed]);
  expect(scores[0]).toBeLessThan(0.03);
  expect(scores[1]).toBeGreaterThan(0.5);
  expect(scores[2]).toBeGreaterThan(0.2);
  expect(scores[3]).toBe(1);
  expect(isPattern).toEqual([false, true, true, true]);
  expect(found).toBe(3);
  expect(score([noise.map((value) => -5 * value)]).scores[0]).toBeCloseTo(scores[0], 5);
  expect(() => patternScores({ values: new Float32Array(225), shape: [1, 15, 15, 1] })).toThrow(
    'invalid pictures: 15x15',
  );
  noise[n * n - 1] = NaN;
  expect(() => score([stripes, noise])).toThrow('invalid pictures: NaN in picture 1');
  expect(() => patternScores({ values: new Float32Array(9), shape: [1, 9, 9, 1] })).toThrow(
    'invalid shape: [1, 9, 9, 1]',
  );
});

it('counts patterns for each step size', async () => {
  const { conv2d } = tfl.layers;
  const rows = await patternsByStepSize(
    tfl.sequential({
      layers: [conv2d({ inputShape: [16, 16, 1], filters: 3, kernelSize: 3, name: 'conv' })],
    }),
    { layer: 'conv', filters: [0, 1, 2] },
    { steps: 2, stepSizes: [0.01, 0.1], threshold: 0.02 },
  );
  expect(rows.map(({ stepSize, pictures }) => [stepSize, pictures])).toEqual([
    [0.01, 3],
    [0.1, 3],
  ]);
  for (const { found, noiseShare, meanOfPatterns, meanOfNoise } of rows) {
    expect(noiseShare).toBeCloseTo(1 - found / 3, 6);
    expect(Number.isNaN(meanOfPatterns)).toBe(found === 0);
    expect(Number.isNaN(meanOfNoise)).toBe(found === 3);
  }
});
