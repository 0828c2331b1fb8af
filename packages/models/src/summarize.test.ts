import { describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { createModel } from './create-model';
import { formatSummary, summarize } from './summarize';

describe('summarize', () => {
  it('lists the layers with names, classes, shapes and counts, and prints them as Keras does', async () => {
    await tf.setBackend('cpu');
    const summary = summarize(createModel('tiny'));
    expect(summary.layers[1]).toEqual({
      name: 'conv1',
      type: 'Conv2D',
      outputShape: [48, 48, 8],
      params: 80,
    });
    expect(summary.layers.reduce((sum, layer) => sum + layer.params, 0)).toBe(summary.total);
    expect(formatSummary(summary)).toMatchInlineSnapshot(`
      "Layer (type)              Output shape          Param #
      =======================================================
      input (InputLayer)        [null, 48, 48, 1]           0
      conv1 (Conv2D)            [null, 48, 48, 8]          80
      bn1 (BatchNormalization)  [null, 48, 48, 8]          32
      act1 (ReLU)               [null, 48, 48, 8]           0
      pool1 (MaxPooling2D)      [null, 24, 24, 8]           0
      conv2 (Conv2D)            [null, 24, 24, 16]      1,168
      bn2 (BatchNormalization)  [null, 24, 24, 16]         64
      act2 (ReLU)               [null, 24, 24, 16]          0
      pool2 (MaxPooling2D)      [null, 12, 12, 16]          0
      conv3 (Conv2D)            [null, 12, 12, 32]      4,640
      bn3 (BatchNormalization)  [null, 12, 12, 32]        128
      act3 (ReLU)               [null, 12, 12, 32]          0
      pool3 (MaxPooling2D)      [null, 6, 6, 32]            0
      flatten (Flatten)         [null, 1152]                0
      drop1 (Dropout)           [null, 1152]                0
      dense1 (Dense)            [null, 32]             36,896
      act4 (ReLU)               [null, 32]                  0
      logits (Dense)            [null, 7]                 231
      probabilities (Softmax)   [null, 7]                   0
      =======================================================
      Total params: 43,239
      Trainable params: 43,127
      Non-trainable params: 112"
    `);
  });
});
