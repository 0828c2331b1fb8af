import { referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as explain from '../index';
import '../testing/backends';
import { canExplain } from './can-explain';
import { methods } from './methods';

/** A model on each of two frames is run as it is, with the kernels that TF.js uses for it. */
function framesModel() {
  const frame = tfl.sequential();
  frame.add(tfl.layers.depthwiseConv2d({ inputShape: [2, 4, 2], kernelSize: 1 }));
  const model = tfl.sequential();
  model.add(tfl.layers.conv2d({ inputShape: [6, 6, 1], filters: 2, kernelSize: 3, name: 'conv' }));
  model.add(tfl.layers.reshape({ targetShape: [2, 2, 4, 2] }));
  model.add(tfl.layers.timeDistributed({ layer: frame, name: 'frames' }));
  model.add(tfl.layers.reshape({ targetShape: [4, 4, 2], name: 'sheet' }));
  model.add(tfl.layers.conv2d({ filters: 2, kernelSize: 1, name: 'last' }));
  model.add(tfl.layers.flatten());
  model.add(tfl.layers.dense({ units: 3, activation: 'softmax' }));
  return model;
}

const image = { data: new Float32Array(36).fill(0.5), shape: [1, 6, 6, 1] };

describe('the catalogue', () => {
  it('lists functions of the package, each once', () => {
    const names = methods.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(explain[name as 'saliency']).toBeTypeOf('function');
  });
});

describe('canExplain on wasm', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm');
  });

  it('says yes to every method for ordinary convolutional nets', () => {
    for (const { name } of methods) {
      expect(canExplain(referenceModel('C'), name, { layer: 'relu2' })).toEqual({ ok: true });
    }
  });

  it('names the layer and the kernel in the way, and the method then fails with that reason', async () => {
    const model = framesModel();
    const can = canExplain(model, 'saliency');
    expect(can).toEqual({
      ok: false,
      reason:
        "layer 'frames' (TimeDistributed) needs the kernel DepthwiseConv2dNativeBackpropInput, which backend 'wasm' lacks (register @fer/wasm-kernels or use another backend)",
      layer: 'frames',
      kernel: 'DepthwiseConv2dNativeBackpropInput',
    });
    await expect(explain.saliency(model, image)).rejects.toThrow((can as { reason: string }).reason);
  });

  it('asks only for what lies between the score and the layer', async () => {
    const model = framesModel();
    expect(canExplain(model, 'gradCam', { layer: 'sheet' })).toEqual({ ok: true });
    expect((await explain.gradCam(model, image, { layer: 'sheet' })).shape).toEqual([1, 4, 4]);
    expect(canExplain(model, 'gradCam', { layer: 'conv' })).toMatchObject({ ok: false, layer: 'frames' });
    expect(canExplain(model, 'layerActivations')).toEqual({ ok: true });
  });

  it('tells what an error would tell', () => {
    const model = referenceModel('A');
    expect(canExplain(model, 'gradCam', { layer: 'x' })).toMatchObject({
      ok: false,
      reason: expect.stringContaining("unknown layer: 'x'") as string,
    });
    expect(canExplain(model, 'gradCam', { layer: 'fc1' })).toMatchObject({ ok: false, layer: 'fc1' });
    expect(canExplain((x) => x, 'saliency', { outputs: 'probabilities' })).toMatchObject({ ok: false });
    expect(canExplain((x) => x, 'saliency', { outputs: 'logits' })).toEqual({ ok: true });
    expect(() => canExplain(model, 'magic')).toThrow("unknown method: 'magic' (expected one of: saliency,");
  });

  it('refuses masks, which would be lost', () => {
    const model = tfl.sequential();
    model.add(
      tfl.layers.embedding({ inputDim: 5, outputDim: 2, inputLength: 3, maskZero: true, name: 'words' }),
    );
    model.add(tfl.layers.flatten());
    const reason = "layer 'words' (Embedding) makes a mask, which is not supported";
    expect(canExplain(model, 'layerActivations')).toEqual({ ok: false, reason, layer: 'words' });
  });
});

describe('canExplain on cpu', () => {
  it('finds the kernels that cpu has', async () => {
    await tf.setBackend('cpu');
    expect(canExplain(framesModel(), 'saliency')).toEqual({ ok: true });
    expect((await explain.saliency(framesModel(), image)).values.some((value) => value > 0)).toBe(true);
  });
});
