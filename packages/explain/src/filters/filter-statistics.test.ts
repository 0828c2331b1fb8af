import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { filterOutputs } from '../layers/filter-outputs';
import { layerActivations } from '../layers/layer-activations';
import { graphModel } from '../testing/graph-definition';
import { onEveryBackend } from '../testing/backends';
import { cropFields } from './crop-fields';
import { filterStatistics } from './filter-statistics';

/** Filter 0: pixel plus the one to its right. 1: minus the pixel. 2: the pixel less 10, which a ReLU never lets through. */
function rows(activation?: 'relu', after: tfl.layers.Layer[] = []) {
  const conv = tfl.layers.conv2d({
    inputShape: [1, 4, 1],
    filters: 3,
    kernelSize: [1, 2],
    activation,
    name: 'conv',
  });
  const model = tfl.sequential({ layers: [conv, ...after] });
  conv.setWeights([tf.tensor4d([1, -1, 1, 1, 0, 0], [1, 2, 1, 3]), tf.tensor1d([0, 0, -10])]);
  return model;
}

const images = {
  data: Float32Array.of(0, 1, 0, 0, 2, 2, 2, 2, 0, 0, 0, 3, -1, 0, 0, 0),
  shape: [4, 1, 4, 1],
};

onEveryBackend(() => {
  it('agrees with what a few pixels give on paper', async () => {
    const [{ filters, ...layer }] = await filterStatistics(rows('relu'), images, { top: 2, batchSize: 3 });
    expect(layer).toEqual({
      layer: 'conv',
      type: 'Conv2D',
      images: 4,
      places: [1, 3],
      deadMeans: 'never above 0',
      deadShare: 1 / 3,
    });
    // Sums of neighbours: 1 1 0, 4 4 4, 0 0 3, 0 0 0.
    expect(filters[0]).toEqual({
      filter: 0,
      mean: 17 / 12,
      std: Math.sqrt((2 + 3 * 16 + 9) / 12 - (17 / 12) ** 2),
      minimum: 0,
      maximum: 4,
      activePositions: 0.5,
      activeImages: 0.75,
      dead: false,
      top: [
        { image: 1, value: 4, place: [0, 0], field: { top: 0, left: 0, height: 1, width: 2 } },
        { image: 2, value: 3, place: [0, 2], field: { top: 0, left: 2, height: 1, width: 2 } },
      ],
    });
    // Only one image has anything below 0.
    expect(filters[1]).toMatchObject({ activeImages: 0.25, activePositions: 1 / 12, maximum: 1 });
    expect(filters[1].top.map(({ image }) => image)).toEqual([3]);
    expect(filters[2]).toMatchObject({ mean: 0, std: 0, activeImages: 0, dead: true, top: [] });
  });

  it('gives the numbers of all outputs at once, whatever the batches', async () => {
    const model = referenceModel('A');
    const batch = referenceInputs('A').images;
    const all = await filterStatistics(model, batch, { batchSize: 1 });
    const outputs = await layerActivations(model, batch);
    expect(all.map(({ layer }) => layer)).toEqual(outputs.map(({ layer }) => layer));
    for (const [i, { filters }] of all.entries()) {
      const channels = outputs[i].shape.at(-1)!;
      const own = outputs[i].values.filter((_, k) => k % channels === channels - 1);
      const mean = own.reduce((a, b) => a + b, 0) / own.length;
      expect(filters.at(-1)!.mean).toBeCloseTo(mean, 5);
      expect(filters.at(-1)!.maximum).toBe(Math.max(...own));
      expect(filters.at(-1)!.activePositions).toBe(own.filter((value) => value > 0).length / own.length);
    }
    expect(await filterStatistics(model, batch, { batchSize: 2 })).toEqual(all);
  });

  it('picks filters, in the order wanted', async () => {
    const picked = await filterOutputs(rows(), images, { layer: 'conv', filters: [2, 0], batchSize: 3 });
    expect(picked.shape).toEqual([4, 1, 3, 2]);
    expect(picked.filters).toEqual([2, 0]);
    expect([...picked.values.subarray(0, 6)]).toEqual([-10, 1, -9, 1, -10, 0]);
    const all = await filterOutputs(rows(), images, { layer: 'conv' });
    expect(all.shape).toEqual([4, 1, 3, 3]);
    const [same] = await layerActivations(rows(), images, { layers: ['conv'] });
    expect(all.values).toEqual(same.values);
  });

  it('leaves no tensor behind, whether it ends, fails or is aborted', async () => {
    const model = rows();
    const before = tf.memory().numTensors;
    for (const run of [
      (options: object) => filterStatistics(model, images, { ...options, batchSize: 1 }),
      (options: object) => filterOutputs(model, images, { ...options, layer: 'conv', batchSize: 1 }),
    ]) {
      const done: number[] = [];
      await run({ onProgress: (progress: { done: number }) => done.push(progress.done) });
      expect(done).toEqual([1, 2, 3, 4]);
      const abort = new AbortController();
      const aborted = run({ signal: abort.signal, onProgress: () => abort.abort() });
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('calls a filter dead by what its layer does', async () => {
  const after = [
    tfl.layers.leakyReLU({ alpha: 0.1, name: 'leaky' }),
    tfl.layers.reLU({ name: 'relu' }),
    tfl.layers.batchNormalization({ name: 'norm', betaInitializer: 'ones' }),
    tfl.layers.flatten({ name: 'flat' }),
  ];
  const [conv, leaky, relu, norm, flat] = await filterStatistics(rows(undefined, after), images, { top: 1 });
  // -10 plus a pixel varies, but no activation behind it lets it through.
  expect(conv).toMatchObject({ deadMeans: 'constant', deadShare: 0 });
  expect(leaky).toMatchObject({ deadMeans: 'never above 0', deadShare: 1 / 3 });
  expect(relu.filters.map(({ dead }) => dead)).toEqual([false, false, true]);
  expect(norm).toMatchObject({ deadMeans: 'constant', deadShare: 1 / 3 });
  expect(norm.filters[2]).toMatchObject({ mean: 1, activeImages: 1, dead: true });
  expect(flat).toMatchObject({ places: [], filters: { length: 9 } });
  expect(flat.filters[0].top).toEqual([
    {
      image: 1,
      value: expect.any(Number) as number,
      place: [],
      field: { top: 0, left: 0, height: 1, width: 4 },
    },
  ]);
});

it('works on graph models, and cuts the fields out of the images', async () => {
  const model = await graphModel({
    inputs: { image: [-1, 4, 4, 1] },
    constants: { filter: tf.ones([3, 3, 1, 2]) },
    nodes: [
      {
        name: 'conv',
        op: 'Conv2D',
        input: ['image', 'filter'],
        attr: { strides: [1, 1, 1, 1], padding: 'SAME', data_format: 'NHWC' },
      },
      { name: 'open', op: 'Relu', input: ['conv'] },
    ],
  });
  const data = new Float32Array(32).fill(0.125);
  data[0] = 8;
  data[16 + 10] = 4;
  const batch = { data, shape: [2, 4, 4, 1] };
  const [open] = await filterStatistics(model, batch, { layers: ['open'] });
  const [{ top }] = open.filters;
  expect(top).toMatchObject([
    { image: 0, place: [1, 1], field: { top: 0, left: 0, height: 3, width: 3 } },
    { image: 1, place: [1, 1], value: 5 },
  ]);
  const { values, shape } = await filterOutputs(model, batch, { layer: 'conv', filters: [1] });
  expect(shape).toEqual([2, 4, 4, 1]);
  expect(values[5]).toBe(9);
  await expect(filterOutputs(model, batch, { layer: 'conv', filters: [2] })).rejects.toThrow(
    "invalid filter of layer 'conv': 2 (expected 0..1)",
  );
  const corner = { image: 0, value: 1, place: [0, 0], field: { top: 0, left: 0, height: 2, width: 2 } };
  const crops = cropFields({ data: Uint8Array.from(data), shape: batch.shape }, [top[1], corner], {
    fill: 7,
  });
  expect(crops.shape).toEqual([2, 3, 3, 1]);
  expect([...crops.data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 4, 7, 7, 7, 7, 8, 0, 7, 0, 0]);
});

it('takes a filter that gives NaN for no dead one', async () => {
  const model = rows('relu');
  const kernel = tf.tensor4d([1, NaN, 1, 1, 0, 0], [1, 2, 1, 3]);
  model.setWeights([kernel, tf.zeros([3])]);
  const [{ filters, deadShare }] = await filterStatistics(model, images);
  expect(filters[1]).toMatchObject({ mean: NaN, std: NaN, minimum: NaN, maximum: NaN, dead: false, top: [] });
  expect(filters[0]).toMatchObject({ maximum: 4, dead: false });
  expect(deadShare).toBe(0);
});

it('says what is wrong', async () => {
  const run = (options: object) => filterStatistics(rows(), images, options);
  await expect(run({ top: 1.5 })).rejects.toThrow('invalid top: 1.5 (expected a whole number from 0)');
  await expect(run({ layers: ['nope'] })).rejects.toThrow("unknown layer: 'nope' (expected one of: conv)");
  await expect(run({ layer: 'conv' })).rejects.toThrow(
    "unknown option: 'layer' (expected one of: layers, top,",
  );
  const pick = (options: object) => filterOutputs(rows(), images, options as { layer: string });
  await expect(pick({})).rejects.toThrow('option layer is missing (expected one of: conv)');
  await expect(pick({ layer: 'conv', filters: [] })).rejects.toThrow('invalid filters: []');
  await expect(pick({ layer: 'conv', filters: [3] })).rejects.toThrow('(expected 0..2)');
  const none = [{ image: 0, value: 1, place: [] }];
  expect(() => cropFields(images, none)).toThrow('an activation has no field');
  const [{ filters }] = await filterStatistics(rows(), images);
  const narrow = { data: images.data, shape: [8, 2, 1, 1] };
  expect(() => cropFields(narrow, filters[0].top)).toThrow('a field leaves images of 2x1');
  expect(() => cropFields({ ...images, shape: [4, 1, 4] }, filters[0].top)).toThrow(
    'invalid images: shape [4, 1, 4] for 16 values',
  );
});
