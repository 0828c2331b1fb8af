import { expect, it } from 'vitest';
import { measureOf, type MeasuredRun } from './measure';

const epochs = [0.2, 0.3].map((val_accuracy, i) => ({
  epoch: i + 1,
  loss: 1,
  accuracy: 0.1 * i,
  val_accuracy,
  lr: 1,
}));
const run = { epochs } as unknown as MeasuredRun;

it('the number of an epoch is that epoch’s, and there is none where a shorter run did not come to it', () => {
  expect(measureOf({ run: 'main', of: 'validationOfEpoch', epoch: 2 }, run)).toEqual({ value: 0.3 });
  expect(measureOf({ run: 'main', of: 'validationOfEpoch', epoch: 3 }, run)).toBeUndefined();
  expect(measureOf({ run: 'main', of: 'accuracyOfEpoch' }, run)).toEqual({
    value: 0.1,
    remark: 'after epoch 2',
  });
});
