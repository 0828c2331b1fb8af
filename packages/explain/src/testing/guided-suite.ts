import { referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { deconvnet } from '../gradient/deconvnet';
import { guidedBackprop } from '../gradient/guided-backprop';
import { saliency } from '../gradient/saliency';
import { imageOf } from './references';

type Activation = 'relu' | 'relu6' | 'tanh';

/** score = v . activation(W x), W by rows of inputs. */
function twoLayers(activation: Activation, w: number[][], v: number[]) {
  const model = tfl.sequential();
  model.add(tfl.layers.dense({ inputShape: [w.length], units: v.length, activation, useBias: false }));
  model.add(tfl.layers.dense({ units: 1, useBias: false }));
  tf.tidy(() => model.setWeights([tf.tensor2d(w), tf.tensor2d(v, [v.length, 1])]));
  return model;
}

// Units: x0 + x1 = 3 (open), x0 - x1 = -1 (closed), 2 x1 = 4 (open, but with a negative weight to the score).
const w = [
  [1, 1, 0],
  [1, -1, 2],
];
const v = [2, 5, -3];
const image = { data: Float32Array.of(1, 2), shape: [1, 2] };

/** Guided backprop and deconvnet: by hand and by their properties, on the current backend. */
export function guidedSuite(): void {
  it('lets through a relu only what is positive, guided backprop only where it was open', async () => {
    const model = twoLayers('relu', w, v);
    // The gradient itself: unit 0 gives 2 * [1, 1], unit 2 -3 * [0, 2].
    expect([...(await saliency(model, image, { absolute: false })).values]).toEqual([2, -4]);
    expect([...(await guidedBackprop(model, image)).values]).toEqual([2, 2]);
    // Deconvnet: units 0 and 1, open or not: 2 * [1, 1] + 5 * [1, -1].
    expect([...(await deconvnet(model, image)).values]).toEqual([7, -3]);
  });

  it('changes each call of a relu that is used twice', async () => {
    const relu = tfl.layers.reLU({ name: 'relu' });
    const scale = (by: number) => tfl.layers.dense({ units: 1, useBias: false, name: `times${by + 9}` });
    const input = tfl.input({ shape: [1] });
    const apply = (layer: ReturnType<typeof scale> | typeof relu, x: unknown) =>
      layer.apply(x as tfl.SymbolicTensor) as tfl.SymbolicTensor;
    // relu(-1 * relu(x) + 2 * relu(x)): negative weights are cut at the second call of the relu on the way back.
    const first = apply(relu, input);
    const [down, up] = [-1, 2].map(scale);
    const both = tfl.layers.concatenate().apply([apply(down, first), apply(up, first)]) as tfl.SymbolicTensor;
    const sum = tfl.layers.dense({ units: 1, useBias: false, name: 'sum' });
    const model = tfl.model({ inputs: input, outputs: apply(sum, apply(relu, both)) });
    tf.tidy(() => {
      down.setWeights([tf.tensor2d([[-1]])]);
      up.setWeights([tf.tensor2d([[2]])]);
      sum.setWeights([tf.tensor2d([[3], [-4]])]);
    });
    const at = { data: Float32Array.of(1, -1), shape: [2, 1] };
    // At 1: down is closed, up has a negative gradient. The score is -8, its gradient -8.
    expect([...(await saliency(model, at, { absolute: false })).values]).toEqual([-8, 0]);
    expect([...(await guidedBackprop(model, at)).values].map(Math.abs)).toEqual([0, 0]);
    // Deconvnet lets 3 through the second call's first unit, times -1, which the first call cuts.
    expect([...(await deconvnet(model, at)).values].map(Math.abs)).toEqual([0, 0]);
  });

  it('reaches into nested models and gives the same numbers whether a relu is a layer or not', async () => {
    const reference = imageOf({ model: 'A', input: 0 });
    const flat = await guidedBackprop(referenceModel('A'), reference);
    const nested = await guidedBackprop(referenceModel('A', { form: 'nested' }), reference);
    expect(nested.values).toEqual(flat.values);
  });

  it('leaves other activations their gradient, and says when there was nothing to change', async () => {
    for (const activation of ['relu6', 'tanh'] as const) {
      const model = twoLayers(activation, w, v);
      const gradient = await saliency(model, image, { absolute: false });
      for (const method of [guidedBackprop, deconvnet]) {
        const { values, warnings } = await method(model, image);
        expect(values).toEqual(gradient.values);
        expect(warnings).toEqual([
          'the model has no plain relu: what would pass back through relus is the plain gradient',
        ]);
      }
    }
    expect((await guidedBackprop(twoLayers('relu', w, v), image)).warnings).toEqual([]);
  });
}
