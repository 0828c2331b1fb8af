import { expect, it } from 'vitest';
import { checkAgainstData } from './check-against-data';
import { parseSpec } from './parse-spec';
import { runExperiment } from './run-experiment';
import type { SpecInput } from './spec';
import { memoryRunFolder } from './testing/memory-run-folder';
import { smallSet } from './testing/small-set';

it.each<[SpecInput, string]>([
  [
    { training: { classWeights: [1, 2] } },
    'invalid training.classWeights: 2 numbers (expected 7, of angry, disgust, fear, happy, sad, surprise, neutral)',
  ],
  [
    { evaluation: { views: { crop: 'tenCrop', size: 17 } } },
    'invalid evaluation.views.size: 17 (expected 1..16 for images of 16x16 pixels)',
  ],
])(
  'a spec that its data can not satisfy, %j, is refused before anything is written',
  async (input, message) => {
    const folder = memoryRunFolder();
    await expect(runExperiment(parseSpec(input), smallSet(70), folder)).rejects.toThrow(message);
    expect([...folder.files.keys()]).toEqual([]);
  },
);

it('a spec that they can is not', () => {
  const spec = parseSpec({
    training: { classWeights: [1, 1, 1, 1, 1, 1, 1] },
    evaluation: { views: { crop: 'fiveCrop', size: 16 } },
  });
  expect(() => checkAgainstData(spec, smallSet(70))).not.toThrow();
});

it('a warm-up that is as long as the training is refused', () => {
  expect(() => parseSpec({ training: { epochs: 2, schedule: { name: 'cosine', warmupEpochs: 2 } } })).toThrow(
    'invalid training.schedule.warmupEpochs: 2 (expected less than the 2 epochs of training)',
  );
});
