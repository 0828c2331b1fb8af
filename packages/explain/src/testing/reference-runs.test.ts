import { expect, it } from 'vitest';
import { recordsOf } from './records';
import { referenceCases } from './reference-runs';

/** What the peer gives with a known mistake; not to be reached. */
const informative = /\/captumAsIs$/;

it.each(['captum', 'cam'] as const)('every record of %s has one run', (kind) => {
  const ids = recordsOf(kind, /./)
    .filter(({ method }) => !informative.test(method))
    .map(({ id, score }) => `${id} ${score}`);
  const run = referenceCases()
    .filter((given) => given.run.kind === kind)
    .map(({ record: { id, score } }) => `${id} ${score}`);
  expect(run.toSorted()).toEqual(ids.toSorted());
});
