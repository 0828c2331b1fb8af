import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { drawnFaces } from '@fer/drawn-faces';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { groundTruthSection, withGroundTruth, writtenVerdicts } from '../testing/ground-truth-section';
import { groundTruth, type GroundTruth } from './ground-truth';
import { mapMethods } from './method-settings';

const features = new URL('../../../../FEATURES.md', import.meta.url);

beforeAll(async () => {
  setThreadsCount(1);
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
});

const written = () => writtenVerdicts(readFileSync(features, 'utf8'));

/** Small models, few faces and methods that take one pass or two: the run of FEATURES.md in half a minute. */
const small = {
  seed: 1,
  limit: 840,
  epochs: 5,
  perClass: 3,
  methods: [
    'saliency',
    'inputXGradient',
    'deepLift',
    'lrp',
    'gradCam',
    'scoreCam',
    'guidedGradCam',
    'occlusion',
  ],
};

describe('a mark planted in drawn faces', () => {
  let run: GroundTruth;
  let left: number;
  beforeAll(async () => {
    const before = tf.memory().numTensors;
    run = await groundTruth(drawnFaces, small);
    left = tf.memory().numTensors - before;
  });

  it('takes in the model that was trained on it and leaves the other alone', () => {
    const { trapped, honest } = run.trap;
    expect(trapped.takenIn).toBeGreaterThan(0.5);
    expect(trapped.takenInWithout).toBeLessThan(0.1);
    expect(Math.abs(honest.takenIn - honest.takenInWithout)).toBeLessThan(0.1);
  });

  it('is found by gradients, rules, maps of a layer and black boxes; by chance it is not', () => {
    const verdicts = Object.fromEntries(run.trap.scores.map(({ method, verdict }) => [method, verdict]));
    for (const name of small.methods) expect(verdicts).toMatchObject({ [name]: 'finds it' });
    expect(verdicts).toMatchObject({ random: 'misses it', sobel: 'shows it anyway' });
    expect(written()).toMatchObject(verdicts);
  });

  it('leaves the label to be found on faces without it, better than by chance', () => {
    const { scores, area } = run.truth;
    const random = scores.find(({ method }) => method === 'random')!;
    expect(random.mass).toBeCloseTo(area, 1);
    for (const { method, isControl, mass } of scores)
      if (!isControl) expect(mass, method).toBeGreaterThan(area);
  });

  it('leaves nothing on the device', () => {
    expect(left).toBe(0);
  });
});

// FER_WRITE_FEATURES=1 runs all methods on the whole set, which takes some minutes, and writes the table anew.
describe('the table of FEATURES.md', () => {
  it.runIf(process.env.FER_WRITE_FEATURES)(
    'is written anew',
    async () => {
      const section = groundTruthSection(await groundTruth(drawnFaces, { seed: 1 }));
      console.log(section);
      writeFileSync(features, withGroundTruth(readFileSync(features, 'utf8'), section));
    },
    3_600_000,
  );

  it('has every method and both controls', () => {
    expect(Object.keys(written()).toSorted()).toEqual(
      [...mapMethods, 'random', 'sobel', 'a flat map'].toSorted(),
    );
  });
});
