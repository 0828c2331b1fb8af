import { expect, it } from 'vitest';
import { referenceCases, runReference } from './reference-runs';

const names = [
  'guidedBackprop',
  'deconvnet',
  'deepLift',
  'deepLiftShap',
  'lrp',
  'guidedGradCam',
  'layerDeepLift',
];

/** All records of the methods that are rules, on the current backend. */
export function ruleReferenceSuite(): void {
  it.each(referenceCases(names).map((one) => ({ id: one.record.id, one })))(
    'agrees with captum: $id',
    async ({ one }) => {
      for (const { error, tolerance, key } of await runReference(one)) {
        expect(error, key).toBeLessThanOrEqual(tolerance);
      }
    },
  );
}
