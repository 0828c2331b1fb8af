import { createModel } from '@fer/models';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { maximizedSheet } from './layer-sheets';
import { filterFigure } from './model-figures';

beforeAll(() => tf.setBackend('cpu'));

test('a report has up to 16 filters of the last convolution, a sheet up to 64, each with what it reached', async () => {
  const model = createModel('tiny', { seed: 1, inputShape: [12, 12, 1] });
  const [last] = model.layers.filter((layer) => layer.getClassName() === 'Conv2D').slice(-1);
  const count = (last.outputShape as number[])[3];
  const before = tf.memory().numTensors;
  const report = await filterFigure(model, { seed: 3 });
  const { figure, warnings } = await maximizedSheet(model, { layer: last.name, steps: 1 });
  expect(tf.memory().numTensors).toBe(before);
  expect(report.svg).toContain(`What the filters of layer ${last.name} respond to`);
  expect(report.svg).toContain('Each picture from its darkest value');
  expect(report.svg.match(/>mean −?[-\d.e]+</g)).toHaveLength(Math.min(16, count));
  expect(figure.svg.match(/>mean −?[-\d.e]+</g)).toHaveLength(Math.min(64, count));
  expect(warnings).toEqual([]);
  await expect(filterFigure(model, { layer: 'nope' })).rejects.toThrow("unknown layer: 'nope'");
  model.dispose();
});
