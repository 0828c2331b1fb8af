import { describe, expect, it } from 'vitest';
import { fitPreprocessing, type PreprocessingName } from '@fer/models';
import { divide } from './divide';
import { experimentSpec } from './experiment-spec';
import { startRun } from './start-run';
import { memoryRunFolder } from './testing/memory-run-folder';
import { smallSet } from './testing/small-set';

const SPLITS = Array.from({ length: 84 }, (_, i) => (i < 56 ? 'train' : i < 70 ? 'validation' : 'test'));

describe('the preprocessing of a run', () => {
  it.each<{ preprocessing: PreprocessingName | PreprocessingName[] }>([
    { preprocessing: 'standardize' },
    { preprocessing: ['equalize', 'standardize'] },
  ])('$preprocessing is fitted to the training split only', async ({ preprocessing }) => {
    const spec = experimentSpec({ source: 'bars', preprocessing });
    const data = smallSet(84, SPLITS);
    // What is not trained on is inverted: any of it in the fit would show.
    for (let i = 56 * 256; i < data.images.length; i++) data.images[i] = 255 - data.images[i];
    const start = () => startRun(spec, data, divide(data, { ...spec.data, seed: 0 }), memoryRunFolder(), {});
    const training = { images: data.images.slice(0, 56 * 256), shape: [56, 16, 16, 1] as const };
    const record = await start();
    expect(record.preprocessing).toEqual(fitPreprocessing(preprocessing, training));
    expect(record.preprocessing).not.toEqual(fitPreprocessing(preprocessing, data));
  });
});
