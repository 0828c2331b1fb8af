import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel, modelInfo, modelNames } from './create-model';
import { LeanBatchNorm } from './lean-batch-norm';
import { loadModel } from './load-model';
import { predict } from './predict';
import { saveModel } from './save-model';
import { memoryStore } from './store';
import { storeHandler } from './store-handler';
import { summarize } from './summarize';

beforeAll(async () => {
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend did not start');
});

describe.each(modelNames())('%s', (name) => {
  const { smallestImage: size } = modelInfo(name);
  const inputShape = [size, size, 1] as const;
  const images = {
    data: Float32Array.from({ length: 3 * size * size }, (_, i) => ((i * 7919) % 256) / 255),
    shape: [3, size, size, 1] as [number, number, number, number],
  };

  it('gives probabilities, and the same after it was saved and loaded, here and by plain tfjs', async () => {
    const model = createModel(name, { seed: 2, inputShape });
    const { probabilities, shape } = await predict(model, images);
    expect(shape).toEqual([3, 7]);
    for (let row = 0; row < 3; row++) {
      const of = probabilities.subarray(row * 7, row * 7 + 7);
      expect(of.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(of.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }

    const store = memoryStore();
    await saveModel(model, store);
    const loaded = await loadModel(store);
    expect(summarize(loaded)).toEqual(summarize(model));
    expect((await predict(loaded, images)).probabilities).toEqual(probabilities);
    expect(loaded.layers.filter((layer) => layer instanceof LeanBatchNorm)).toHaveLength(
      summarize(model).layers.filter(({ type }) => type === 'BatchNormalization').length,
    );

    const plain = await tfl.loadLayersModel(storeHandler(store));
    expect((await predict(plain, images)).probabilities).toEqual(probabilities);
    for (const each of [model, loaded, plain]) each.dispose();
  });
});
