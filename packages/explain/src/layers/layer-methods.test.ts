import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { canExplain } from '../catalogue/can-explain';
import type { Attribution } from '../common/attribution';
import type { AttributionOptions } from '../common/options';
import { onEveryBackend } from '../testing/backends';
import { handModel } from '../testing/hand-model';
import { imageOf } from '../testing/references';
import { tinyImage, tinyNet } from '../testing/tiny-net';
import { internalInfluence } from './internal-influence';
import { layerActivations } from './layer-activations';
import { layerConductance } from './layer-conductance';
import { layerGradientXActivation } from './layer-gradient-x-activation';
import { layerIntegratedGradients } from './layer-integrated-gradients';

const symbolic = (x: unknown) => x as tfl.SymbolicTensor;
const sumOf = (values: Float32Array) => values.reduce((a, b) => a + b, 0);
const batch = (values: number[], n = 1) => ({
  data: Float32Array.from(values),
  shape: [n, values.length / n],
});

/** S = relu(x^2 - 1/4), the square a layer of its own. */
function squareModel() {
  const x = tfl.input({ shape: [1] });
  const square = symbolic(tfl.layers.multiply({ name: 'square' }).apply([x, x]));
  const score = symbolic(tfl.layers.dense({ units: 1, activation: 'relu', name: 'score' }).apply(square));
  const model = tfl.model({ inputs: x, outputs: score });
  model.setWeights([tf.tensor2d([1], [1, 1]), tf.tensor1d([-0.25])]);
  return model;
}

/** Words by index to a score; the word 0 says nothing. */
function wordModel() {
  const model = tfl.sequential();
  model.add(tfl.layers.embedding({ inputDim: 4, outputDim: 2, inputLength: 3, name: 'words' }));
  model.add(tfl.layers.flatten());
  model.add(tfl.layers.dense({ units: 1, name: 'score' }));
  const vectors = [0, 0, 1, 2, -1, 3, 0.5, 0];
  model.setWeights([
    tf.tensor2d(vectors, [4, 2]),
    tf.tensor2d([1, 1, 2, 2, 3, 3], [6, 1]),
    tf.tensor1d([0.25]),
  ]);
  return model;
}

/** Two ways from the input to the score; only one of them through `way`, and a layer called twice. */
function forkedModel() {
  const x = tfl.input({ shape: [2] });
  const way = symbolic(tfl.layers.dense({ units: 2, activation: 'tanh', name: 'way' }).apply(x));
  const twice = tfl.layers.dense({ units: 2, activation: 'relu', name: 'twice' });
  const deep = symbolic(twice.apply(symbolic(twice.apply(way))));
  const joined = symbolic(tfl.layers.concatenate({ name: 'joined' }).apply([deep, x]));
  const side = symbolic(tfl.layers.dense({ units: 1, name: 'side' }).apply(way));
  const score = symbolic(tfl.layers.dense({ units: 3, activation: 'softmax', name: 'score' }).apply(joined));
  return tfl.model({ inputs: x, outputs: [score, side] });
}

type LayerMethod = (
  ...args: [tfl.LayersModel, { data: Float32Array; shape: number[] }, AttributionOptions & { layer: string }]
) => Promise<Attribution>;
const all: [string, LayerMethod][] = Object.entries({
  layerGradientXActivation,
  layerIntegratedGradients,
  layerConductance,
  internalInfluence,
});

onEveryBackend(() => {
  it('solves a net by hand', async () => {
    const image = batch([1, 3]);
    const hidden = { layer: 'hidden' };
    const product = await layerGradientXActivation(handModel(), image, hidden);
    expect([...product.values]).toEqual([21, -2]);
    expect(product).toMatchObject({
      method: 'layerGradientXActivation',
      shape: [1, 2],
      warnings: [],
      targets: Int32Array.of(0),
      targetScores: Float32Array.of(19.5),
      provenance: { options: { layer: 'hidden', target: 'predicted', score: 'logit' } },
    });
    const shares = await layerIntegratedGradients(handModel(), image, hidden);
    expect(shares.values[0]).toBeCloseTo(21, 4);
    expect(shares.values[1]).toBeCloseTo(-2, 4);
    expect(shares.delta[0]).toBeCloseTo(0, 4);
    const flow = await layerConductance(handModel(), image, {
      ...hidden,
      steps: 3,
      rule: 'riemannTrapezoid',
    });
    expect(flow.values[0]).toBeCloseTo(21, 4);
    expect(flow.values[1]).toBeCloseTo(-2, 4);
    const influence = await internalInfluence(handModel(), image, { ...hidden, steps: 3 });
    expect(influence.values[0]).toBeCloseTo(3, 5);
    expect(influence.delta).toBeUndefined();
  });

  it('goes straight in the space of the layer, of the input, or sums the steps of the layer', async () => {
    const options = { layer: 'square', steps: 4 };
    // In the layer's space S rises with slope 1 from a quarter of the way on, in the input's from half of it on.
    const shares = await layerIntegratedGradients(squareModel(), batch([1]), {
      ...options,
      rule: 'riemannMiddle',
    });
    expect(shares.values[0]).toBeCloseTo(0.75, 5);
    const influence = await internalInfluence(squareModel(), batch([1]), {
      ...options,
      rule: 'riemannMiddle',
    });
    expect(influence.values[0]).toBeCloseTo(0.5, 5);
    // Points 0, 1/4, 1/2, 3/4 and 1: the slope is 1 behind 3/4 alone, from where the layer rises from 9/16 to 1.
    const flow = await layerConductance(squareModel(), batch([1]), { ...options, rule: 'riemannTrapezoid' });
    expect(flow.values[0]).toBeCloseTo(7 / 16, 5);
    expect(flow.delta[0]).toBeCloseTo(7 / 16 - 0.75, 5);
    expect(flow.warnings).toEqual([expect.stringContaining('not converged for image 0')]);
  });

  it('explains words at the output of their embedding, though indices have no gradient', async () => {
    const sentence = batch([1, 0, 2]);
    const product = await layerGradientXActivation(wordModel(), sentence, { layer: 'words' });
    expect(product.shape).toEqual([1, 3, 2]);
    expect([...product.values]).toEqual([1, 2, 0, 0, -3, 9]);
    const shares = await layerIntegratedGradients(wordModel(), sentence, { layer: 'words', steps: 5 });
    [1, 2, 0, 0, -3, 9].forEach((value, i) => expect(shares.values[i]).toBeCloseTo(value, 4));
    expect(shares.delta[0]).toBeCloseTo(0, 4);
    const other = await layerIntegratedGradients(wordModel(), sentence, { layer: 'words', baseline: 1 });
    [0, 0, -2, -4, -6, 3].forEach((value, i) => expect(other.values[i]).toBeCloseTo(value, 4));
  });

  it.each([1, 2, 3])(
    'shares out the whole difference of the scores at every layer of a random net: %s',
    async (seed) => {
      const model = tinyNet(seed);
      const image = tinyImage(seed);
      const grey = { ...image, data: image.data.map(() => 0.3) };
      const scores = { target: 1, layer: 'scores' };
      const [end, start] = await Promise.all(
        [image, grey].map(async (x) => (await layerGradientXActivation(model, x, scores)).targetScores[0]),
      );
      for (const layer of ['conv', 'pool', 'fc', 'scores']) {
        const options = { layer, target: 1, baseline: 0.3, steps: 100 };
        const shares = await layerIntegratedGradients(model, image, options);
        expect(Math.abs(sumOf(shares.values) - (end - start)), layer).toBeLessThan(0.01);
        expect(shares.delta[0], layer).toBeCloseTo(sumOf(shares.values) - (end - start), 5);
        const flow = await layerConductance(model, image, { ...options, rule: 'riemannTrapezoid' });
        expect(Math.abs(sumOf(flow.values) - (end - start)), layer).toBeLessThan(0.02);
        expect(flow.delta[0], layer).toBeCloseTo(sumOf(flow.values) - (end - start), 5);
      }
    },
  );

  it.each(all)('%s: a batch is its images one by one, however it is cut', async (name, method) => {
    const model = referenceModel('A', { form: 'nested', softmax: 'activation' });
    const { images } = referenceInputs('A');
    const options = { layer: 'relu2', ...(name !== 'layerGradientXActivation' && { steps: 5 }) };
    const both = await method(model, images, options);
    expect(both.provenance.options.layer).toBe('features/relu2');
    const size = both.values.length / 2;
    for (const input of [0, 1]) {
      for (const batchSize of [1, 4]) {
        const one = await method(model, imageOf({ model: 'A', input }), { ...options, batchSize });
        one.values.forEach((value, k) => expect(value).toBeCloseTo(both.values[input * size + k], 5));
        expect(one.targets[0]).toBe(both.targets[input]);
        expect(one.targetScores[0]).toBeCloseTo(both.targetScores[input], 5);
        if (both.delta) expect(one.delta![0]).toBeCloseTo(both.delta[input], 4);
      }
    }
  });

  it('takes layers in branches and each call of a shared one, and says what passes them by', async () => {
    const model = forkedModel();
    const image = batch([0.4, -0.8]);
    const options = { target: 1, output: 0 };
    for (const layer of ['way', 'twice@0', 'twice@1']) {
      const { values, warnings } = await layerIntegratedGradients(model, image, { layer, ...options });
      const [{ values: ends }] = await layerActivations(model, image, { layers: [layer] });
      expect(values.length).toBe(ends.length);
      expect(warnings).toContain(
        `part of the score does not pass through layer '${layer}': it is missing in the values and so in delta`,
      );
    }
    const whole = await layerIntegratedGradients(model, image, { layer: 'joined', ...options });
    expect(whole.warnings).toEqual([]);
    expect(whole.delta[0]).toBeCloseTo(0, 5);
  });
});

it.each(all)('%s refuses a layer that can not be explained, before anything runs', async (name, method) => {
  const model = forkedModel();
  const image = batch([0.4, -0.8]);
  const run = (layer: string | undefined) => method(model, image, { layer: layer!, output: 0 });
  await expect(run(undefined)).rejects.toThrow('option layer is missing (expected one of: way, twice@0,');
  await expect(run('twice')).rejects.toThrow(
    "layer 'twice' is ambiguous (expected one of: twice@0, twice@1)",
  );
  await expect(run('nope')).rejects.toThrow("unknown layer: 'nope' (expected one of: way, twice@0,");
  for (const layer of ['side', 'score']) {
    const reason = `layer '${layer}' does not lead to the score that is explained`;
    await expect(run(layer)).rejects.toThrow(reason);
    expect(canExplain(model, name, { layer, output: 0 })).toEqual({ ok: false, reason, layer });
  }
  await expect(method(model, image, { layer: 'way', output: 0, step: 3 } as never)).rejects.toThrow(
    "unknown option: 'step' (expected one of: layer",
  );
});

it('refuses a path between the indices of words', () => {
  const problem = "layer 'words' can't be reached on a path in the input, which is the indices of 'words'";
  for (const name of ['layerConductance', 'internalInfluence']) {
    const reason = expect.stringContaining(problem) as string;
    expect(canExplain(wordModel(), name, { layer: 'words' })).toMatchObject({ ok: false, reason });
  }
  expect(canExplain(wordModel(), 'layerIntegratedGradients', { layer: 'words' })).toEqual({ ok: true });
});
