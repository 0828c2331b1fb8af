import { expect, it } from 'vitest';
import { recordsOf } from './records';
import { referenceCases } from './reference-runs';

const otherFamilies =
  /^(Occlusion|FeatureAblation|ShapleyValues|ExactShapley|KernelShap|Lime|infidelity|sensitivity_max)\//;
/** What the peer gives with a known mistake; not to be reached. */
const informative = /\/captumAsIs$/;

it.each(['captum', 'cam'] as const)('every record of %s has one run, but for other families', (kind) => {
  const ids = recordsOf(kind, /./)
    .filter(({ method }) => !otherFamilies.test(method) && !informative.test(method))
    .map(({ id, score }) => `${id} ${score}`);
  const run = referenceCases()
    .filter((given) => given.run.kind === kind)
    .map(({ record: { id, score } }) => `${id} ${score}`);
  expect(run.toSorted()).toEqual(ids.toSorted());
});
