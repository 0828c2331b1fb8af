import { decodeTensor, referenceModel } from '@fer/fixtures';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { expectAgreement, imageOf, recordsOf } from '../testing/references';
import { layerActivations } from './layer-activations';

onEveryBackend(() => {
  it.each(recordsOf('captum', /^LayerActivation\//))('agrees with captum: $id', async (record) => {
    const layer = record.params!.layer as string;
    const [activation] = await layerActivations(referenceModel(record.model), imageOf(record), {
      layers: [layer],
    });
    expect(activation.shape).toEqual([1, ...decodeTensor(record.out.attr).shape]);
    expectAgreement(activation.values, record, 'attr');
  });

  it('gives every layer in order by default, nested ones under their path', async () => {
    const model = referenceModel('A', { form: 'nested', softmax: 'layer' });
    const all = await layerActivations(model, imageOf({ model: 'A', input: 0 }));
    const nested = ['conv1', 'relu1', 'pool1', 'conv2', 'relu2'].map((name) => `features/${name}`);
    expect(all.map(({ layer }) => layer)).toEqual([...nested, 'flatten', 'fc1', 'relu3', 'fc2', 'softmax']);
    expect(all.at(-1)!.values.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  });

  it('keeps dropout off', async () => {
    const model = tfl.sequential({
      layers: [tfl.layers.dropout({ inputShape: [2, 2, 1], rate: 0.9, name: 'drop' })],
    });
    const data = Float32Array.of(1, 2, 3, 4);
    const [drop] = await layerActivations(model, { data, shape: [1, 2, 2, 1] });
    expect(drop).toEqual({ layer: 'drop', values: data, shape: [1, 2, 2, 1] });
  });

  it('refuses options that it does not know', async () => {
    const run = layerActivations(referenceModel('A'), imageOf({ model: 'A', input: 0 }), {
      layer: 'conv1',
    } as never);
    await expect(run).rejects.toThrow("unknown option: 'layer' (expected one of: layers,");
  });
});
