import { expect, it } from 'vitest';
import { divide } from './divide';
import { experimentSpec } from './experiment-spec';
import { startRun } from './start-run';
import { memoryRunFolder } from './testing/memory-run-folder';
import { smallSet } from './testing/small-set';

it('records that duplicates were dropped, how many, and the hash of the data with them', async () => {
  const data = smallSet(
    84,
    Array.from({ length: 84 }, (_, i) => (i < 70 ? 'train' : 'test')),
  );
  data.images.copyWithin(0, 7 * 256, 10 * 256); // rows 0..2 are rows 7..9, of the same classes
  data.labels![2] = 5; // no longer
  const start = (choices: Parameters<typeof experimentSpec>[0]) => {
    const spec = experimentSpec({ source: 'bars', ...choices });
    return startRun(spec, data, divide(data, { ...spec.data, seed: 0 }), memoryRunFolder(), {});
  };
  const record = await start({ dropDuplicates: 'exact', dropConflicts: true });
  expect(record.spec.data).toMatchObject({ dropDuplicates: 'exact', dropConflicts: true });
  expect(record.dropped).toEqual({ copies: 2, conflicting: 2 });
  const plain = await start({});
  expect(plain.spec.data).toEqual({ source: 'bars', division: { validation: 'splits' } });
  expect(plain.dropped).toBeUndefined();
  expect(record.dataHash).toBe(plain.dataHash);
});
