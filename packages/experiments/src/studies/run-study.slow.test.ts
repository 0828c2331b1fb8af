import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { beforeAll, expect, test } from 'vitest';
import type { CompareEvent } from '../compare/run-variants';
import { memoryRunFolder } from '../testing/memory-run-folder';
import { smallSet } from '../testing/small-set';
import { runStudy, type StudyOutcome } from './run-study';
import { study } from './studies';

const SPLITS = Array.from({ length: 84 }, (_, i) => (i < 56 ? 'train' : i < 70 ? 'validation' : 'test'));

beforeAll(async () => {
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
});

test('a study is made again small: runs, numbers beside the study’s, figures and a report that says what is other', async () => {
  const folder = memoryRunFolder();
  const events: CompareEvent[] = [];
  const options = {
    source: 'bars',
    data: smallSet(84, SPLITS),
    folder,
    seeds: [0],
    epochs: 1,
    ascentSteps: 2,
    only: ['main', 'dense'],
    environment: { now: () => 0, command: 'fer study compact4' },
    markdown: true,
    onEvent: (event: CompareEvent) => events.push(event),
  };
  const before = tf.memory().numTensors;
  const outcome = await runStudy(study('compact4'), options);
  expect(tf.memory().numTensors).toBe(before);
  expect(JSON.parse(folder.text('study.json')) as StudyOutcome).toEqual(outcome);
  expect(JSON.parse(folder.text('specs/dense.json'))).toEqual(outcome.runs[1].spec);

  const recall = outcome.results.find(({ what }) => what === 'happy recognised');
  expect(recall).toMatchObject({ reported: 0.87, remark: 'on the validation images', ours: { n: 1 } });
  const leaderboard = outcome.results.find(({ what }) => what === 'Accuracy, leaderboard');
  expect(leaderboard).toMatchObject({ reported: 0.61, remark: 'on the split validation' });
  expect(outcome.comparisons[0].variants.map(({ name }) => name)).toEqual(['dense', 'main']);

  const report = folder.text('report.html');
  expect(report).toContain('This is not the whole study.');
  expect(report).toContain('At most 1 epoch instead of 200.');
  expect(report).toContain('Runs that were not made: matched.');
  expect(report).toContain('not stated:');
  expect(
    outcome.patterns.map(({ convolution, stepSize, pictures }) => [convolution, stepSize, pictures]),
  ).toEqual([2, 3, 4].flatMap((convolution) => [0.02, 0.005].map((size) => [convolution, size, 64])));
  expect(report).toContain('Found a pattern');
  expect(report).toContain('Convolutions against dense layers');
  expect(report).not.toMatch(/undefined|NaN|\[object/);
  expect(folder.files.has('figures/1-saliency.svg')).toBe(true);

  const markdown = folder.text('report.md');
  expect(markdown).toContain('*not stated:*');
  expect(markdown).not.toMatch(/undefined|NaN|\[object|\u00a0/);
  const pictures = [...markdown.matchAll(/\]\((figures\/[^)]+\.svg)\)/g)].map(([, path]) => path);
  expect(pictures.length).toBeGreaterThan(10);
  for (const path of pictures) expect(folder.files.has(path)).toBe(true);

  events.length = 0;
  const again = await runStudy(study('compact4'), { ...options, only: ['dense'] });
  expect(again.runs).toEqual([outcome.runs[1]]);
  expect(folder.text('report.html')).toContain('Run main was not made.');
  expect(events.some((event) => event.type === 'epoch')).toBe(false);
}, 60_000);
