import { decodeTensor, referenceModel, relativeError, type EncodedTensor } from '@fer/fixtures';
import { describe, expect, it } from 'vitest';
import { perturbationRuns } from './perturbation-runs';
import { agreementWith, imageOf, recordsOf, scoreOf, type ReferenceRecord } from './records';

const cases = perturbationRuns.flatMap((run) =>
  recordsOf(run.kind, run.method).map((record) => ({ id: `${record.id}, ${record.score}`, run, record })),
);

/** The peer solves its regressions in float32; where that matters the record has the solution in float64 too. */
const exactSolution = (record: ReferenceRecord) =>
  (record as { float64Solution?: EncodedTensor }).float64Solution;

/** Every record of Captum's perturbation methods on these models, in full. */
export function perturbationSuite(models: readonly ('A' | 'C')[]): void {
  describe('agrees with every number of captum', () => {
    it.each(cases.filter(({ record }) => models.includes(record.model)))('$id', async ({ run, record }) => {
      const options = { target: record.target, score: scoreOf(record) } as const;
      const result = await run.run(referenceModel(record.model), imageOf(record), options, record);
      expect(Object.keys(result).toSorted()).toEqual(Object.keys(record.out).toSorted());
      for (const [key, values] of Object.entries(result)) {
        const { error, tolerance } = agreementWith(record, key, values);
        expect(error, key).toBeLessThanOrEqual(tolerance);
      }
      const exact = exactSolution(record);
      if (!exact) return;
      const ours = [...Array.from(result.coefs), ...Array.from(result.intercept)];
      expect(relativeError(ours, decodeTensor(exact).data)).toBeLessThan(1e-4);
    });
  });
}
