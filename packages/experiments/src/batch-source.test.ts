import { expect, it } from 'vitest';
import { augmentationFrom, batches } from '@fer/data';
import { preprocess, type Preprocessing } from '@fer/models';
import { batchSource } from './batch-source';
import { smallSet } from './testing/small-set';

const ds = smallSet(14);
const pass = { batchSize: 7, seed: 3, epoch: 1, shuffle: true };
const preprocessing: Preprocessing = {
  kind: 'chain',
  steps: [{ kind: 'equalize' }, { kind: 'standardize', mean: 0.5, std: 0.25 }],
};

it.each([
  ['augments and then preprocesses', augmentationFrom(['shift', 'flip', 'rotate'])],
  ['only preprocesses without an augmentation', undefined],
])('%s, whole images of a batch', (_, augment) => {
  const expected = [...batches(ds, { ...pass, ...(augment && { augment }) })];
  for (const { data, shape } of expected) preprocess(data, preprocessing, shape);
  expect([...(batchSource(ds, preprocessing, augment).batches(pass) as Iterable<unknown>)]).toEqual(expected);
});
