import { decodeTensor, referenceInputs, referenceModel } from '@fer/fixtures';
import { expect, it } from 'vitest';
import { expectAgreement, givenBatch, imageOf, recordsOf, scoreOf } from './references';
import { inputXGradient } from '../gradient/input-x-gradient';
import { integratedGradients } from '../gradient/integrated-gradients';
import type { QuadratureRule } from '../gradient/quadrature';

const rules: Record<string, QuadratureRule> = {
  gausslegendre: 'gaussLegendre',
  riemann_middle: 'riemannMiddle',
  riemann_trapezoid: 'riemannTrapezoid',
  riemann_left: 'riemannLeft',
  riemann_right: 'riemannRight',
};

/** All records of the two, and what no record shows; on the cpu backend it takes half a minute. */
export function integratedGradientsSuite(): void {
  it.each(recordsOf('captum', /^InputXGradient$/))('agrees with captum: $id ($score)', async (record) => {
    const options = { target: record.target, score: scoreOf(record) } as const;
    const { values } = await inputXGradient(referenceModel(record.model), imageOf(record), options);
    expectAgreement(values, record, 'attr');
  });

  it.each(recordsOf('captum', /^IntegratedGradients\//))(
    'agrees with captum: $id ($score)',
    async (record) => {
      const { baseline, nSteps, method } = record.params as {
        baseline: number | 'given';
        nSteps: number;
        method: string;
      };
      const { values, delta } = await integratedGradients(referenceModel(record.model), imageOf(record), {
        target: record.target,
        score: scoreOf(record),
        steps: nSteps,
        rule: rules[method],
        baseline: baseline === 'given' ? givenBatch(record, 'baseline') : baseline,
      });
      expectAgreement(values, record, 'attr');
      // The sum of all attributions is what delta is small against: its own error is absolute.
      const expected = decodeTensor(record.out.delta).data[0];
      expect(Math.abs(delta[0] - expected)).toBeLessThanOrEqual(
        Math.max(1e-5, 10 * record.peerF32RelErr.delta),
      );
    },
  );

  it('gives the same numbers for a batch as for its images one by one, however it is cut', async () => {
    const model = referenceModel('A');
    const { images } = referenceInputs('A');
    const progress: number[] = [];
    const both = await integratedGradients(model, images, {
      steps: 5,
      batchSize: 3,
      onProgress: ({ done, total }) => progress.push(done / total),
    });
    for (const input of [0, 1]) {
      const one = await integratedGradients(model, imageOf({ model: 'A', input }), { steps: 5 });
      const scale = Math.max(...one.values.map(Math.abs));
      // Sums over other blocks of steps round in another way.
      one.values.forEach((value, k) =>
        expect(Math.abs(both.values[input * 144 + k] - value) / scale).toBeLessThan(1e-5),
      );
      expect(both.delta[input]).toBeCloseTo(one.delta[0], 6);
    }
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });
}
