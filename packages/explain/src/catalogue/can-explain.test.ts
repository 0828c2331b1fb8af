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
    const all: Record<string, unknown> = { layer: 'relu2', neuron: [1, 2, 3], baselines: 0 };
    for (const { name, options: own } of methods) {
      const options = Object.fromEntries(Object.entries(all).filter(([key]) => own.includes(key)));
      expect({ name, ...canExplain(referenceModel('C'), name, options) }).toEqual({ name, ok: true });
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

  it('takes the options of the method, and refuses what the method would', () => {
    const model = referenceModel('A');
    const own = { steps: 20, rule: 'riemannMiddle', batchSize: 4, target: 2 };
    expect(canExplain(model, 'integratedGradients', own)).toEqual({ ok: true });
    const reasonOf = (name: string, options: Record<string, unknown>) => {
      const can = canExplain(model, name, options);
      return can.ok ? undefined : can.reason;
    };
    expect(reasonOf('integratedGradients', { rule: 'simpson' })).toContain("invalid rule: 'simpson'");
    expect(reasonOf('saliency', { step: 3 })).toContain("unknown option: 'step' (expected one of: absolute,");
    expect(reasonOf('saliency', { batchSize: 0 })).toContain('invalid batchSize: 0');
    expect(reasonOf('smoothGrad', { of: 'magic' })).toContain("invalid of: 'magic'");
    expect(reasonOf('deepLiftShap', {})).toContain('option baselines is missing');
    const options = { of: 'guidedBackprop', outputs: 'logits' } as const;
    expect(canExplain((x: tf.Tensor) => x, 'smoothGrad', options)).toEqual({
      ok: false,
      reason: "guidedBackprop needs the model's layers (expected a model, not a function)",
    });
    const byFunction = explain.saliency as unknown as string;
    expect(() => canExplain(model, byFunction)).toThrow(
      'invalid method: the function saliency (expected its name, one of: saliency,',
    );
  });

  it('asks for a target function where the output is not one row of classes an image', async () => {
    const maps = tfl.sequential();
    maps.add(tfl.layers.conv2d({ inputShape: [6, 6, 1], filters: 2, kernelSize: 3, name: 'conv' }));
    const reason =
      "the model's output is [n, 4, 4, 2] (expected [n, classes]; for other shapes give target as a function)";
    for (const name of ['saliency', 'gradCam', 'occlusion']) {
      expect(canExplain(maps, name)).toEqual({ ok: false, reason });
      const target = (scores: tf.Tensor) => tf.mean(scores, [1, 2, 3]);
      expect(canExplain(maps, name, { target })).toEqual({ ok: true });
    }
    await expect(explain.saliency(maps, image)).rejects.toThrow(reason);
    expect(canExplain(maps, 'layerActivations')).toEqual({ ok: true });
    expect(canExplain(maps, 'neuronGradient', { layer: 'conv', neuron: [0, 0, 1] })).toEqual({ ok: true });
  });

  it('says of which models no picture can be painted, and the method then fails with that reason', async () => {
    const { conv2d, dense, globalAveragePooling2d } = tfl.layers;
    const table = tfl.sequential({ layers: [dense({ inputShape: [5], units: 2 })] });
    const free = tfl.sequential({
      layers: [
        conv2d({ inputShape: [null, null, 3], filters: 2, kernelSize: 3 }),
        globalAveragePooling2d({}),
      ],
    });
    const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [4, 4, 1], name }));
    const sum = tfl.layers.flatten().apply(tfl.layers.add().apply([a, b])) as tfl.SymbolicTensor;
    const two = tfl.model({ inputs: [a, b], outputs: sum });
    const logits = { outputs: 'logits' } as const;
    const cases: [explain.ExplainableModel, explain.MaximizeActivationOptions, string][] = [
      [two, {}, 'the model has 2 inputs (expected one)'],
      [table, {}, 'the model takes [n, 5] (expected images [n, h, w, channels])'],
      [free, {}, 'the size of the picture is [?, ?, 3] (expected option size: [h, w, c])'],
      [free, { size: [8, 8, 1] }, 'invalid size: [8, 8, 1] (expected [?, ?, 3], as the model takes it)'],
      [(x: tf.Tensor) => x, logits, 'the size of the picture is not known (expected option size: [h, w, c])'],
    ];
    for (const [model, options, reason] of cases) {
      expect(canExplain(model, 'maximizeActivation', options)).toEqual({ ok: false, reason });
      const run = explain.maximizeActivation(model, { class: 0 }, options);
      await expect(run).rejects.toThrow(reason);
    }
    expect(canExplain(free, 'maximizeActivation', { size: [8, 8, 3] })).toEqual({ ok: true });
  });

  it('says which options of how parts are hidden can not be', () => {
    const model = (x: tf.Tensor) => x;
    const cases: [string, object, string][] = [
      ['lime', { samples: -1 }, 'invalid samples: -1 (expected a whole number from 1)'],
      ['lime', { kernelWidth: 0 }, 'invalid kernelWidth: 0 (expected more than 0)'],
      ['kernelShap', { samples: 2 }, 'invalid samples: 2 (expected a whole number from 3)'],
      ['rise', { keep: 2 }, 'invalid keep: 2 (expected above 0, at most 1)'],
      ['occlusion', { stride: 0 }, 'invalid stride: 0 (expected a whole number from 1, or two)'],
    ];
    for (const [method, options, reason] of cases) {
      expect(canExplain(model, method, { outputs: 'logits', ...options })).toEqual({ ok: false, reason });
    }
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
