import { createModel } from '@fer/models';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { maximizedSheet, strongestSheet } from './layer-sheets';
import { filterFigure } from './model-figures';

beforeAll(() => tf.setBackend('cpu'));

test('a report has up to 16 filters of the last convolution, a sheet up to 64, each with what it reached', async () => {
  const model = createModel('tiny', { seed: 1, inputShape: [12, 12, 1] });
  const [last] = model.layers.filter((layer) => layer.getClassName() === 'Conv2D').slice(-1);
  const count = (last.outputShape as number[])[3];
  const before = tf.memory().numTensors;
  const report = await filterFigure(model, { seed: 3 });
  const { figure, patterns, warnings } = await maximizedSheet(model, { layer: last.name, steps: 1 });
  expect(tf.memory().numTensors).toBe(before);
  expect(report.svg).toContain(`What the filters of layer ${last.name} respond to`);
  expect(report.svg).toContain('Each picture from its darkest value');
  expect(report.svg.match(/>mean −?[-\d.e]+</g)).toHaveLength(Math.min(16, count));
  expect(figure.svg.match(/>mean −?[-\d.e]+</g)).toHaveLength(Math.min(64, count));
  expect(warnings).toEqual([]);
  // Pictures of 12 x 12 are too small to tell.
  expect(patterns).toBeUndefined();
  expect(figure.svg).not.toContain('found a pattern');
  await expect(filterFigure(model, { layer: 'nope' })).rejects.toThrow("unknown layer: 'nope'");
  model.dispose();
});

/** Filters that want dark beside light, nothing at all, and light beside dark. */
function edges(): tfl.LayersModel {
  const conv = tfl.layers.conv2d({
    inputShape: [24, 24, 1],
    filters: 3,
    kernelSize: [1, 2],
    name: 'conv',
    weights: [tf.tensor4d([-1, 0, 1, 1, 0, -1], [1, 2, 1, 3]), tf.tensor1d([0, -1, 0])],
  });
  return tfl.sequential({ layers: [conv, tfl.layers.reLU()] });
}

test('a sheet says how many filters found a pattern, where they set out from noise', async () => {
  const model = edges();
  const { figure, course, patterns } = await maximizedSheet(model, { layer: 'conv', steps: 30 });
  expect(patterns).toMatchObject({
    of: 3,
    text: `${patterns!.filters.length} of 3 filters found a pattern.`,
  });
  expect(figure.svg).toContain(patterns!.text);
  expect(patterns!.filters).not.toContain(1);
  expect(course.svg).toContain('3 traces');
  const grey = await maximizedSheet(model, { layer: 'conv', steps: 2, init: 'grey' });
  expect(grey.patterns).toBeUndefined();
  expect(grey.figure.svg).not.toContain('found a pattern');
  model.dispose();
});

test('the sheet of strongest images names the dead filters that it leaves out', async () => {
  const model = edges();
  const images = {
    images: Uint8Array.from({ length: 2 * 24 * 24 }, (_, i) => (i * 37) % 256),
    shape: [2, 24, 24, 1] as [number, number, number, number],
    classes: ['a'],
  };
  const asked = { layer: 'conv', top: 1, caption: 'Of 2.' };
  const all = await strongestSheet(model, images, asked);
  expect(all.figure!.svg).toMatch(/Of 2\..*Left out, as never above 0: filter 1\./s);
  const some = await strongestSheet(model, images, { ...asked, filters: [0, 2] });
  expect(some.figure!.svg).not.toContain('Left out');
  model.dispose();
});
