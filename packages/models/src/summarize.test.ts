import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel } from './create-model';
import { formatSummary } from './format-summary';
import { summarize } from './summarize';

beforeAll(() => tf.setBackend('cpu'));

describe('summarize', () => {
  it('lists the layers with names, classes, shapes, counts and inputs', () => {
    const summary = summarize(createModel('tiny'));
    expect(summary.name).toBe('tiny');
    expect(summary.layers[0]).toEqual({
      name: 'input',
      type: 'InputLayer',
      outputShape: [48, 48, 1],
      params: 0,
      inputs: [],
    });
    expect(summary.layers[1]).toEqual({
      name: 'conv1',
      type: 'Conv2D',
      outputShape: [48, 48, 8],
      params: 80,
      inputs: ['input'],
    });
    expect(summary.layers.reduce((sum, layer) => sum + layer.params, 0)).toBe(summary.total);
  });

  it('knows what a layer is connected to: branches, and a layer that is used twice, which counts once', () => {
    const input = tfl.input({ shape: [4], name: 'in' });
    const shared = tfl.layers.dense({ units: 4, name: 'shared' });
    const once = shared.apply(input) as tfl.SymbolicTensor;
    const twice = shared.apply(once) as tfl.SymbolicTensor;
    const sum = tfl.layers.add({ name: 'sum' }).apply([once, twice]) as tfl.SymbolicTensor;
    const summary = summarize(tfl.model({ inputs: input, outputs: sum, name: 'loop' }));
    expect(summary.total).toBe(20);
    expect(Object.fromEntries(summary.layers.map(({ name, inputs }) => [name, inputs]))).toEqual({
      in: [],
      shared: ['in', 'shared'],
      sum: ['shared'],
    });
  });
});

describe('formatSummary', () => {
  it('prints a chain as Keras does', () => {
    expect(formatSummary(summarize(createModel('compact4-dense')))).toMatchInlineSnapshot(`
      "Model: "compact4-dense"
      _________________________________________________________________
      Layer (type)                 Output Shape              Param #
      =================================================================
      input (InputLayer)           (None, 48, 48, 1)         0
      _________________________________________________________________
      flatten (Flatten)            (None, 2304)              0
      _________________________________________________________________
      dense1 (Dense)               (None, 112)               258160
      _________________________________________________________________
      act1 (ReLU)                  (None, 112)               0
      _________________________________________________________________
      drop1 (Dropout)              (None, 112)               0
      _________________________________________________________________
      dense2 (Dense)               (None, 112)               12656
      _________________________________________________________________
      act2 (ReLU)                  (None, 112)               0
      _________________________________________________________________
      drop2 (Dropout)              (None, 112)               0
      _________________________________________________________________
      dense3 (Dense)               (None, 112)               12656
      _________________________________________________________________
      act3 (ReLU)                  (None, 112)               0
      _________________________________________________________________
      drop3 (Dropout)              (None, 112)               0
      _________________________________________________________________
      dense4 (Dense)               (None, 128)               14464
      _________________________________________________________________
      act4 (ReLU)                  (None, 128)               0
      _________________________________________________________________
      dense5 (Dense)               (None, 64)                8256
      _________________________________________________________________
      act5 (ReLU)                  (None, 64)                0
      _________________________________________________________________
      dense6 (Dense)               (None, 64)                4160
      _________________________________________________________________
      act6 (ReLU)                  (None, 64)                0
      _________________________________________________________________
      logits (Dense)               (None, 7)                 455
      _________________________________________________________________
      probabilities (Softmax)      (None, 7)                 0
      =================================================================
      Total params: 310,807
      Trainable params: 310,807
      Non-trainable params: 0
      _________________________________________________________________"
    `);
  });

  it('prints what is no chain with what each layer is connected to', () => {
    const x = tfl.input({ shape: [8, 8, 1], name: 'input' });
    const conv = tfl.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'same', name: 'conv' });
    const skip = tfl.layers.conv2d({ filters: 2, kernelSize: 1, name: 'a_shortcut_with_a_long_name' });
    const outputs = tfl.layers
      .add({ name: 'add' })
      .apply([
        conv.apply(x) as tfl.SymbolicTensor,
        skip.apply(x) as tfl.SymbolicTensor,
      ]) as tfl.SymbolicTensor;
    expect(formatSummary(summarize(tfl.model({ inputs: x, outputs, name: 'two' })))).toMatchInlineSnapshot(`
      "Model: "two"
      _______________________________________________________________________________________________________
      Layer (type)                         Output Shape         Param #     Connected to
      =======================================================================================================
      input (InputLayer)                   (None, 8, 8, 1)      0
      _______________________________________________________________________________________________________
      conv (Conv2D)                        (None, 8, 8, 2)      20          input
      _______________________________________________________________________________________________________
      a_shortcut_with_a_long_name (Conv2D) (None, 8, 8, 2)      4           input
      _______________________________________________________________________________________________________
      add (Add)                            (None, 8, 8, 2)      0           conv
                                                                            a_shortcut_with_a_long_name
      =======================================================================================================
      Total params: 24
      Trainable params: 24
      Non-trainable params: 0
      _______________________________________________________________________________________________________"
    `);
  });
});
