/**
 * How every reference record of Captum and pytorch-grad-cam is run: what the tests of the families in Node and the test of
 * every backend in a browser share.
 */
import { referenceModel } from '@fer/fixtures';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { AttributionOptions } from '../common/options';
import type { PlainBatch } from '../common/images';
import { camRuns } from './cam-runs';
import { gradientRuns } from './gradient-runs';
import { layerRuns } from './layer-runs';
import { metricRuns } from './metric-runs';
import { perturbationRuns } from './perturbation-runs';
import { camRuleRuns, layerRuleRuns, ruleRuns } from './rule-runs';
import { agreementWith, imageOf, recordsOf, scoreOf, type Agreement, type ReferenceRecord } from './records';

/** What a run gives, by the keys of the record's `out`. */
export type RunResult = Record<string, ArrayLike<number>>;

export interface ReferenceRun {
  /** Our function's name. */
  name: string;
  /** Of which file, and which of its records. */
  kind: 'captum' | 'cam';
  method: RegExp;
  run: (
    model: tfl.LayersModel,
    image: PlainBatch,
    options: Required<Pick<AttributionOptions, 'target' | 'score'>>,
    record: ReferenceRecord,
  ) => Promise<RunResult>;
}

export interface ReferenceCase {
  family: 'gradient' | 'CAM' | 'layer' | 'neuron' | 'perturbation' | 'metric';
  run: ReferenceRun;
  record: ReferenceRecord;
}

/** One number of a record held against ours. */
export interface ReferenceOutcome extends Agreement {
  id: string;
  key: string;
  family: ReferenceCase['family'];
  name: string;
}

/** Every record with its run, in the order of the runs; `names` keeps those of some of our functions. */
export function referenceCases(names?: readonly string[]): ReferenceCase[] {
  const families: [ReferenceCase['family'], readonly ReferenceRun[]][] = [
    ['gradient', [...gradientRuns, ...ruleRuns]],
    ['CAM', [...camRuns, ...camRuleRuns]],
    ['layer', [...layerRuns.filter(({ name }) => !name.startsWith('neuron')), ...layerRuleRuns]],
    ['neuron', layerRuns.filter(({ name }) => name.startsWith('neuron'))],
    ['perturbation', perturbationRuns],
    ['metric', metricRuns],
  ];
  return families.flatMap(([family, runs]) =>
    runs
      .filter(({ name }) => !names || names.includes(name))
      .flatMap((run) => recordsOf(run.kind, run.method).map((record) => ({ family, run, record }))),
  );
}

/** Runs a record on the current backend and says how near each of its numbers is. */
export async function runReference({ family, run, record }: ReferenceCase): Promise<ReferenceOutcome[]> {
  const model = referenceModel(record.model);
  try {
    const options = { target: record.target, score: scoreOf(record) } as const;
    const results = await run.run(model, imageOf(record), options, record);
    return Object.entries(results).map(([key, values]) => ({
      id: record.id,
      key,
      family,
      name: run.name,
      ...agreementWith(record, key, values),
    }));
  } finally {
    model.dispose();
  }
}
