import { expect, it } from 'vitest';
import { writePredictions } from './predict-split';
import { memoryRunFolder } from './testing/memory-run-folder';

const prediction = {
  probabilities: Float32Array.of(0.25, 0.75, 1, 1e-12),
  shape: [2, 2] as [number, number],
  labels: Uint16Array.of(0, 1),
  predicted: Uint16Array.of(1, 0),
  losses: Float32Array.of(Math.log(4), 27.63),
  classes: ['glad, or so', 'sad'],
};

it('predictions are a row an image, quoted where a name needs it', async () => {
  const folder = memoryRunFolder();
  await writePredictions(folder, prediction, { ids: ['a "b"', 'c'] });
  expect(folder.text('predictions.csv').split('\n')).toEqual([
    'row,id,label,predicted,loss,"glad, or so",sad',
    '0,"a ""b""","glad, or so",sad,1.386294,0.25,0.75',
    '1,c,sad,"glad, or so",27.63,1,1e-12',
    '',
  ]);
});

it('predictions of images without names have their rows alone', async () => {
  const folder = memoryRunFolder();
  await writePredictions(folder, prediction, {});
  expect(folder.text('predictions.csv')).toMatch(/^row,label,.*\n0,"glad, or so",sad,/);
});
