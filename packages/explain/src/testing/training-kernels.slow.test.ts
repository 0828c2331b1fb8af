import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { beforeAll, expect, it } from 'vitest';
import { onBackend } from './backends';
import { referenceCases, runReference } from './reference-runs';

// The other tests run on stock wasm: with kernels to train with, convolutions and pools go back another way.
onBackend('wasm', () => {
  beforeAll(() => registerWasmTrainingKernels());

  it.each(referenceCases().map((one) => ({ id: one.record.id, name: one.run.name, one })))(
    '$name agrees with $id also with kernels to train with',
    async ({ one }) => {
      for (const { error, tolerance, key } of await runReference(one)) {
        expect(error, key).toBeLessThanOrEqual(tolerance);
      }
    },
  );
});
