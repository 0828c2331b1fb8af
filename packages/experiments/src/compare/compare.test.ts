import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { beforeAll, expect, test } from 'vitest';
import { experimentSpec } from '../experiment-spec';
import { memoryRunFolder } from '../testing/memory-run-folder';
import { smallSet } from '../testing/small-set';
import { compare } from './compare';
import type { CompareEvent } from './run-variants';

const SPLITS = Array.from({ length: 56 }, (_, i) => (i < 28 ? 'train' : i < 42 ? 'validation' : 'test'));
const choices = { source: 'bars', epochs: 2, batchSize: 14, figures: [] };
const quick = experimentSpec({ ...choices, name: 'quick', learningRate: 0.01 });
const slow = experimentSpec({ ...choices, name: 'slow & steady', learningRate: 0.0001 });

beforeAll(async () => {
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
});

test('two specs with two seeds make four run folders, tables and curves, and nothing twice', async () => {
  const folder = memoryRunFolder();
  const events: CompareEvent[] = [];
  let loads = 0;
  const options = {
    seeds: [0, 1],
    folder,
    load: async () => {
      loads++;
      return smallSet(56, SPLITS);
    },
    onEvent: (event: CompareEvent) => events.push(event),
  };
  const before = tf.memory().numTensors;
  const comparison = await compare([quick, slow], options);
  expect(tf.memory().numTensors).toBe(before);
  expect(loads).toBe(1);
  expect(events.flatMap((event) => (event.type === 'run' ? [event.name] : []))).toEqual([
    'quick-seed0',
    'slow-steady-seed0',
    'quick-seed1',
    'slow-steady-seed1',
  ]);

  const [a, b] = comparison.variants;
  expect(a.scores.accuracy.n).toBe(2);
  const of = (runs: typeof a.runs) => runs.map(({ accuracy }) => accuracy);
  const differences = of(b.runs).map((value, i) => value - of(a.runs)[i]);
  expect(comparison.differences).toHaveLength(1);
  expect(comparison.differences[0].scores.accuracy.mean).toBeCloseTo(
    (differences[0] + differences[1]) / 2,
    12,
  );
  expect(a.runs[1].history).toHaveLength(2);
  expect(a.recall.map((entry) => entry.class)).toContain('happy');
  expect(folder.text('comparison.csv')).toContain('slow & steady - quick,accuracy,2,');
  expect(folder.text('report.html')).toContain('slow &amp; steady');
  expect(folder.text('report.html')).toContain('n = 2 runs of each with seeds 0, 1');

  events.length = 0;
  expect(await compare([quick, slow], options)).toEqual(comparison);
  expect(events.some((event) => event.type === 'epoch')).toBe(false);
});

test('one seed gives no interval and says so', async () => {
  const folder = memoryRunFolder();
  const { variants } = await compare([quick, slow], { seeds: [3], data: smallSet(56, SPLITS), folder });
  expect(variants[0].scores.accuracy.interval).toBeUndefined();
  expect(folder.text('report.html')).toContain('one run gives no deviation and no interval');
});

test('variants of one name, no data and a seed given twice are errors', async () => {
  const folder = memoryRunFolder();
  const data = smallSet(56, SPLITS);
  await expect(compare([quick, quick], { data, folder })).rejects.toThrow('two variants are called quick');
  await expect(compare([quick], { folder })).rejects.toThrow('no data to compare on');
  await expect(compare([quick], { data, folder, seeds: [1, 1] })).rejects.toThrow('seed 1 is given twice');
});
