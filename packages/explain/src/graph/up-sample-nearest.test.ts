import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { integratedGradients } from '../gradient/integrated-gradients';
import { saliency } from '../gradient/saliency';
import { onEveryBackend } from '../testing/backends';

onEveryBackend(() => {
  it('sums each block on the way back, of every image of a pass', async () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.upSampling2d({ inputShape: [2, 2, 1], size: [2, 2] }),
        tfl.layers.flatten(),
        tfl.layers.dense({ units: 2 }),
      ],
    });
    const kernel = Float32Array.from({ length: 32 }, (_, i) => 1 + Math.floor(i / 2));
    model.setWeights([tf.tensor2d(kernel, [16, 2]), tf.zeros([2])]);
    const ones = { data: new Float32Array(8).fill(1), shape: [2, 2, 2, 1] };
    // 1 + 2 + 5 + 6, 3 + 4 + 7 + 8, ...
    const blocks = [14, 22, 46, 54];
    const { values } = await saliency(model, ones, { target: 0, absolute: false });
    expect([...values]).toEqual([...blocks, ...blocks]);
    const shares = await integratedGradients(model, ones, { target: 0, steps: 5 });
    shares.values.forEach((value, i) => expect(value).toBeCloseTo(blocks[i % 4], 4));
  });
});
