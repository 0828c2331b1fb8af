import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModel } from './create-model';
import { deleteIndexedDbStore, indexedDbStore } from './indexed-db-store';
import { loadModel } from './load-model';
import { readModelInfo } from './model-info';
import { folderStore } from './node/folder-store';
import { predict } from './predict';
import { preprocess, type Preprocessing } from './preprocessing/preprocessing';
import { saveModel } from './save-model';
import { SeededDropout } from './seeded-dropout';
import { memoryStore, type ModelStore } from './store';
import { storeHandler } from './store-handler';

const small = (seed: number) => createModel('tiny', { seed, inputShape: [8, 8, 1] });
const images = {
  data: Float32Array.from({ length: 3 * 64 }, (_, i) => (i % 17) / 17),
  shape: [3, 8, 8, 1] as [number, number, number, number],
};

let folder: string;
beforeEach(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'fer-models-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await deleteIndexedDbStore('model');
});

const stores: [string, () => ModelStore][] = [
  ['memoryStore', () => memoryStore()],
  ['folderStore', () => folderStore(join(folder, 'model'))],
  ['indexedDbStore', () => indexedDbStore('model')],
];

describe.each(stores)('a model kept in %s', (_, makeStore) => {
  it('comes back with its predictions, preprocessing and class names', async () => {
    const store = makeStore();
    const model = small(1);
    const preprocessing = { kind: 'standardize', mean: 0.5, std: 0.25 } as const;
    const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    await saveModel(model, store, { preprocessing, classes });
    const loaded = await loadModel(store);
    expect(readModelInfo(loaded)).toEqual({ preprocessing, classes });
    expect((await predict(loaded, images)).probabilities).toEqual(
      (await predict(model, images)).probabilities,
    );
  });

  it.each<Preprocessing>([
    { kind: 'none' },
    { kind: 'scale', factor: 2, offset: -1 },
    { kind: 'standardize', mean: 0.4, std: 0.2 },
    { kind: 'standardize', mean: [0.4], std: [0.2] },
    { kind: 'standardizeImage' },
    { kind: 'equalize' },
    { kind: 'clahe', clipLimit: 2, tiles: 2 },
    {
      kind: 'chain',
      steps: [{ kind: 'equalize' }, { kind: 'standardize', mean: 0.5, std: 0.3 }],
    },
  ])('predicts with its preprocessing, $kind', async (preprocessing) => {
    const store = makeStore();
    await saveModel(small(1), store, { preprocessing });
    const loaded = await loadModel(store);
    const data = images.data.slice();
    preprocess(data, preprocessing, images.shape);
    const expected = await predict(small(1), { ...images, data });
    // In batches of 2 and 1: no image sees another.
    const { probabilities } = await predict(loaded, images, { batchSize: 2 });
    expect(probabilities).toEqual(expected.probabilities);
    if (preprocessing.kind !== 'none')
      expect(probabilities).not.toEqual((await predict(small(1), images)).probabilities);
  });

  it('has seeded dropout again, where plain tfjs reads an ordinary Dropout', async () => {
    const store = makeStore();
    await saveModel(small(5), store);
    const loaded = await loadModel(store);
    const dropout = loaded.layers.find((layer) => layer.getClassName() === 'Dropout');
    expect(dropout).toBeInstanceOf(SeededDropout);
    expect((dropout as SeededDropout).seed).toBe((small(5).getLayer('drop1') as SeededDropout).seed);

    const plain = await tfl.loadLayersModel(storeHandler(store));
    expect(plain.getLayer('drop1').constructor.name).toBe('Dropout');
    const output = plain.predict(tf.tensor4d(images.data, images.shape)) as tf.Tensor;
    expect(Array.from(output.dataSync())).toEqual(Array.from((await predict(loaded, images)).probabilities));
  });

  it('replaces the old model and keeps only its own weights', async () => {
    const store = makeStore();
    await saveModel(small(1), store);
    await saveModel(small(2), store);
    expect(await store.entries()).toHaveLength(2);
    expect((await predict(await loadModel(store), images)).probabilities).toEqual(
      (await predict(small(2), images)).probabilities,
    );
  });

  it.each([1, 2])('is the old one whole when saving the new one stops at write %i', async (stopAt) => {
    const store = makeStore();
    await saveModel(small(1), store);
    let writes = 0;
    const failing = {
      ...store,
      write: async (entry: string, bytes: Uint8Array) => {
        if (++writes === stopAt) throw new Error('disk full');
        await store.write(entry, bytes);
      },
    };
    await expect(saveModel(small(2), failing)).rejects.toThrow('disk full');
    expect((await predict(await loadModel(store), images)).probabilities).toEqual(
      (await predict(small(1), images)).probabilities,
    );
  });

  it('says so where there is none, where it is no model, and where weights are missing', async () => {
    const store = makeStore();
    await expect(loadModel(store)).rejects.toThrow(`no model in ${store.name} (expected a model.json)`);
    await store.write('model.json', new TextEncoder().encode('{"a":'));
    await expect(loadModel(store)).rejects.toThrow(`model.json in ${store.name} is not JSON`);
    await store.write('model.json', new TextEncoder().encode('{"a":1}'));
    await expect(loadModel(store)).rejects.toThrow('is not a model of TensorFlow.js');
    await saveModel(small(1), store);
    const weights = (await store.entries()).find((entry) => entry.endsWith('.bin'))!;
    await store.remove(weights);
    await expect(loadModel(store)).rejects.toThrow(`${weights} is missing in ${store.name}`);
  });

  it("comes back from bytes that were a part of a Node Buffer, as an archive's are", async () => {
    const store = makeStore();
    await saveModel(small(3), store);
    const other = memoryStore();
    for (const entry of await store.entries()) {
      const bytes = (await store.read(entry))!;
      const larger = Buffer.concat([Buffer.alloc(100), bytes, Buffer.alloc(100)]);
      await other.write(entry, larger.subarray(100, 100 + bytes.length));
    }
    const [one, again] = [await loadModel(store), await loadModel(other)];
    expect((await predict(again, images)).probabilities).toEqual((await predict(one, images)).probabilities);
  });

  it('leaves no tensors behind when saved', async () => {
    const model = small(1);
    const before = tf.memory().numTensors;
    await saveModel(model, makeStore());
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('folderStore', () => {
  it('tells a file of weights that was cut short', async () => {
    const store = folderStore(folder);
    await saveModel(small(1), store);
    const weights = (await store.entries()).find((entry) => entry.endsWith('.bin'))!;
    await truncate(join(folder, weights), 1000);
    await expect(loadModel(store)).rejects.toThrow(/weights in .* have 1000 bytes \(expected \d+\)/);
  });

  it('leaves no temporary file behind, not even after a failure', async () => {
    const store = folderStore(folder);
    await expect(store.write('no/such/folder', new Uint8Array(1))).rejects.toThrow();
    await store.write('entry', new Uint8Array(1));
    expect(await readdir(folder)).toEqual(['entry']);
  });
});
