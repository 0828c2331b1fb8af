import type * as tfl from '@tensorflow/tfjs-layers';
import { divide, type RunRecord } from '@fer/experiments';
import { UsageError } from './errors';
import { chooseData, openRun, type ChooseDataOptions, type ChosenData, type OpenRun } from './open-run';

export interface OpenEnsemble extends ChosenData {
  /** The first run's. */
  record: RunRecord;
  models: tfl.LayersModel[];
}

/**
 * Opens runs to be evaluated as one, with the images to evaluate them on: what the first held out, or what `--data` and
 * `--split` say.
 *
 * @throws where their classes or inputs differ, or one trained on what the first held out.
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
    for (const { path, record } of others) checkUnseen(path, record, first, data);
  }
  return { record: first.record, models: runs.map(({ model }) => model), ...data };
}

/** Throws where a run trained on images that another held out: it would be measured on what it knows. */
function checkUnseen(path: string, record: RunRecord, first: OpenRun & { path: string }, data: ChosenData) {
  const advice = 'say with --data or --split what to evaluate on';
  if (record.dataHash !== first.record.dataHash)
    throw new UsageError(`${path} was trained on other data than ${first.path} (${advice})`);
  if (divisionOf(record) === divisionOf(first.record)) return;
  const { train } = divide(data.all, { seed: record.spec.seed, ...record.spec.data });
  const evaluated = new Set(data.images.ids);
  const known = train.ids?.filter((id) => evaluated.has(id)).length ?? 0;
  if (known > 0)
    throw new UsageError(`${path} trained on ${known} of the images that ${first.path} held out (${advice})`);
}

function divisionOf({ spec }: RunRecord): string {
  return JSON.stringify({ seed: spec.seed, ...spec.data, source: undefined });
}
