import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { referenceCases, runReference } from '../testing/reference-runs';

onEveryBackend(() => {
  it.each(
    referenceCases(['smoothGrad', 'smoothGradSquared', 'varGrad', 'gradientShap']).map((one) => ({
      id: one.record.id,
      one,
    })),
  )('agrees with captum: $id', async ({ one }) => {
    for (const { error, tolerance, key } of await runReference(one)) {
      expect(error, key).toBeLessThanOrEqual(tolerance);
    }
  });
});
