import { describe, expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { camRuns } from '../testing/cam-runs';
import { referenceCases, runReference } from '../testing/reference-runs';

const cases = referenceCases(camRuns.map(({ name }) => name));
const names = [...new Set(cases.map(({ run }) => run.name))];

onEveryBackend(() => {
  describe.each(names)('%s agrees with every number of', (name) => {
    it.each(
      cases
        .filter(({ run }) => run.name === name)
        .map((reference) => ({ id: reference.record.id, reference })),
    )('$id', async ({ reference }) => {
      for (const { key, error, tolerance } of await runReference(reference)) {
        expect(error, key).toBeLessThanOrEqual(tolerance);
      }
    });
  });
});
