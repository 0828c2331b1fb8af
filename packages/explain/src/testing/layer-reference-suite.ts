import { referenceModel } from '@fer/fixtures';
import { it } from 'vitest';
import { layerRuns } from './layer-runs';
import { expectAgreement, imageOf, recordsOf, scoreOf } from './references';

/** All records of the layer and neuron families; on the cpu backend it takes half a minute. */
export function layerReferenceSuite(): void {
  const cases = layerRuns.flatMap((run) =>
    recordsOf(run.kind, run.method).map((record) => ({ run, record, id: record.id })),
  );
  it.each(cases)('agrees with captum: $id', async ({ run, record }) => {
    const options = { target: record.target, score: scoreOf(record) } as const;
    const { attr } = await run.run(referenceModel(record.model), imageOf(record), options, record);
    expectAgreement(attr, record, 'attr');
  });
}
