import type * as tfl from '@tensorflow/tfjs-layers';
import { dataHash, type RunRecord } from '@fer/experiments';
import { UsageError } from './errors';
import { chooseData, openRun, type ChooseDataOptions, type ChosenData } from './open-run';

export interface OpenEnsemble extends ChosenData {
  /** The first run's. */
  record: RunRecord;
  models: tfl.LayersModel[];
}

/**
 * Opens runs to be evaluated as one, with the images to evaluate them on: what they all held out, or what `--data` and
 * `--split` say.
 *
 * @throws where their classes differ, or what they held out, since one may then have trained on it.
 */
export async function openEnsemble(
  paths: readonly string[],
  chosen: ChooseDataOptions,
  signal: AbortSignal,
): Promise<OpenEnsemble> {
  const runs = [];
  for (const path of paths) runs.push({ path, ...(await openRun(path)) });
  const [first, ...others] = runs;
  for (const { path, record, model } of others) {
    if (record.classes.join() !== first.record.classes.join()) {
      throw new UsageError(
        `${path} tells the classes ${record.classes.join(', ')} (expected ${first.record.classes.join(', ')}, as ${first.path})`,
      );
    }
    const [input, expected] = [model, first.model].map((one) => one.inputs[0].shape.slice(1).join(' x '));
    if (input !== expected)
      throw new UsageError(`${path} reads images of ${input} (expected ${expected}, as ${first.path})`);
  }
  const data = await chooseData(first.record, chosen, signal);
  if (chosen.data === undefined && chosen.split === undefined) {
    for (const { path, record } of others) {
      if (!sameDivision(record, first.record) && !(await heldOutTheSame(record, data, chosen, signal))) {
        throw new UsageError(
          `${path} held out other images than ${first.path} and may have trained on these (say with --data or --split what to evaluate on)`,
        );
      }
    }
  }
  return { record: first.record, models: runs.map(({ model }) => model), ...data };
}

function sameDivision(a: RunRecord, b: RunRecord): boolean {
  const key = ({ spec, dataHash: hash }: RunRecord) =>
    JSON.stringify([hash, spec.data.seed ?? spec.seed, { ...spec.data, source: '', seed: undefined }]);
  return key(a) === key(b);
}

async function heldOutTheSame(
  record: RunRecord,
  { images }: ChosenData,
  chosen: ChooseDataOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const own = await chooseData(record, chosen, signal);
  return (await dataHash(own.images)) === (await dataHash(images));
}
