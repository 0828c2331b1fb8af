import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { seededRandom } from '../common/random';
import { onBackend } from '../testing/backends';
import { gradientShap } from './gradient-shap';
import { integratedGradients } from './integrated-gradients';
import { quadrature, spreadOrder } from './quadrature';
import { saliency } from './saliency';
import { smoothGrad } from './smooth-grad';

const outputs = 'logits';
const pixels = (...data: number[]) => ({ data: Float32Array.from(data), shape: [1, data.length] });
const random = (shape: number[], seed: number) => ({
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, seededRandom(seed)),
  shape,
});

/** A smooth net of images 7 high, 5 wide, of 3 channels. */
function smoothNet(seed: number, last: 'softmax' | 'sigmoid' | 'linear' = 'softmax') {
  const kernelInitializer = tfl.initializers.randomNormal({ stddev: 0.5, seed });
  const model = tfl.sequential();
  model.add(
    tfl.layers.conv2d({
      inputShape: [7, 5, 3],
      filters: 4,
      kernelSize: 3,
      activation: 'tanh',
      kernelInitializer,
    }),
  );
  model.add(tfl.layers.flatten());
  const units = last === 'sigmoid' ? 1 : 3;
  model.add(tfl.layers.dense({ units, activation: last, kernelInitializer }));
  return model;
}

const sums = (values: Float32Array, n: number) =>
  Array.from({ length: n }, (_, i) =>
    values.slice((i * values.length) / n, ((i + 1) * values.length) / n).reduce((a, b) => a + b, 0),
  );

onBackend('wasm', () => {
  it('shares a product equally and gives a power of one pixel to it', async () => {
    const product = (x: tf.Tensor) => tf.mul(tf.slice(x, [0, 0], [-1, 1]), tf.slice(x, [0, 1], [-1, 1]));
    const halves = await integratedGradients(product, pixels(3, 4), { outputs, steps: 1 });
    expect([...halves.values]).toEqual([6, 6]);
    const cube = (x: tf.Tensor) => tf.sum(tf.mul(x, tf.mul(x, x)), 1, true);
    const cubes = await integratedGradients(cube, pixels(3, 0), { outputs, steps: 2, baseline: 1 });
    expect(cubes.values[0]).toBeCloseTo(26, 4);
    expect(cubes.values[1]).toBeCloseTo(-1, 5);
    expect(cubes.delta[0]).toBeCloseTo(0, 4);
  });

  it.each([
    ['softmax', 'logit'],
    ['softmax', 'probability'],
    ['softmax', 'logProbability'],
    ['sigmoid', 'logit'],
    ['sigmoid', 'probability'],
    ['linear', 'logit'],
  ] as const)('adds up to the difference of the scores: %s, %s', async (last, score) => {
    const model = smoothNet(1, last);
    const images = random([3, 7, 5, 3], 1);
    const baseline = random([3, 7, 5, 3], 2);
    const result = await integratedGradients(model, images, { score, baseline, steps: 20 });
    const { targetScores: start } = await saliency(model, baseline, { score, target: result.targets });
    for (const [i, sum] of sums(result.values, 3).entries()) {
      expect(sum).toBeCloseTo(result.targetScores[i] - start[i], 4);
      expect(result.delta[i]).toBeCloseTo(0, 4);
    }
    expect(result.warnings).toEqual([]);
  });

  it('adds up over several inputs, each with its baseline, for a target function', async () => {
    const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [2], name }));
    const product = tfl.layers.multiply().apply([a, b]) as tfl.SymbolicTensor;
    const dense = tfl.layers.dense({
      units: 2,
      activation: 'tanh',
      kernelInitializer: tfl.initializers.ones(),
    });
    const model = tfl.model({ inputs: [a, b], outputs: dense.apply(product) as tfl.SymbolicTensor });
    const images = { a: pixels(0.5, -0.25), b: pixels(0.75, 1) };
    const baseline = { a: pixels(0.1, 0.2), b: pixels(0, -0.5) };
    const target = (scores: tf.Tensor) => tf.sum(scores, 1);
    const { inputs, targets } = await integratedGradients(model, images, { baseline, target });
    const total = inputs!.reduce((all, { values }) => all + values[0] + values[1], 0);
    expect(total).toBeCloseTo(2 * Math.tanh(0.375 - 0.25) - 2 * Math.tanh(-0.1), 4);
    expect([...targets]).toEqual([-1]);
  });

  it('names the images whose path has not converged, and does not blame the trapezoid for its weights', async () => {
    const steep = (x: tf.Tensor) => tf.sum(tf.sigmoid(tf.mul(tf.sub(x, 0.3), 100)), 1, true);
    const images = { data: Float32Array.of(1, 0, 1), shape: [3, 1] };
    const few = await integratedGradients(steep, images, { outputs, steps: 3 });
    // Image 1 is the baseline itself.
    const atBaseline = 'image 1: the map is zero everywhere';
    expect(few.warnings.slice(1)).toEqual([atBaseline]);
    expect(few.warnings[0]).toMatch(/^not converged for images 0 and 2: .* \(take more steps\)$/);
    const many = await integratedGradients(steep, images, { outputs, steps: 200 });
    expect(many.warnings).toEqual([atBaseline]);
    const line = (x: tf.Tensor) => tf.sum(x, 1, true);
    const trapezoid = await integratedGradients(line, images, {
      outputs,
      steps: 4,
      rule: 'riemannTrapezoid',
    });
    expect(trapezoid.delta[0]).toBeCloseTo(-0.25, 5);
    expect(trapezoid.warnings).toEqual([atBaseline]);
  });

  it('warns of a saturated probability where gradients are looked at, not where a path leads out of it', async () => {
    const model = (x: tf.Tensor) => tf.mul(x, [[30, 0]]);
    const options = { outputs, score: 'probability' } as const;
    const warning = [
      "the probability of image 0 is so near 0 or 1 that its gradients all but vanish (score 'logit' does not saturate)",
      'image 0: the map is zero everywhere',
    ];
    expect((await saliency(model, pixels(1, 0), options)).warnings).toEqual(warning);
    expect((await smoothGrad(model, pixels(1, 0), { ...options, samples: 2 })).warnings).toEqual(warning);
    expect((await integratedGradients(model, pixels(1, 0), options)).warnings).toEqual([]);
    expect((await gradientShap(model, pixels(1, 0), { ...options, samples: 2 })).warnings).toEqual([]);
  });

  it('tells every option, defaults filled in, and how much was done', async () => {
    const model = smoothNet(1);
    const { provenance } = await integratedGradients(model, random([1, 7, 5, 3], 1), {
      baseline: random([1, 7, 5, 3], 2),
    });
    expect(provenance.options).toEqual({
      target: 'predicted',
      score: 'logit',
      baseline: { shape: [1, 7, 5, 3] },
      steps: 50,
      rule: 'gaussLegendre',
    });
    expect(provenance.progress).toEqual({ done: 50, total: 50 });
  });
});

it('takes the points of a path in an order whose beginnings spread over it', () => {
  for (const n of [1, 2, 3, 7, 20, 50, 64]) {
    const rule = quadrature('riemannMiddle', n);
    const { alphas } = spreadOrder(rule);
    expect(alphas.toSorted((a, b) => a - b)).toEqual(rule.alphas);
    for (const size of [4, 8].filter((few) => few < n)) {
      const ends = [0, ...alphas.slice(0, size).toSorted((a, b) => a - b), 1];
      const gaps = ends.slice(1).map((end, i) => end - ends[i]);
      expect(Math.max(...gaps), `${size} of ${n}`).toBeLessThan(2.2 / size);
    }
  }
});
