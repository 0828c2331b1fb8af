import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { BEST, dataHash, divide, part, readRunRecord, type RunRecord } from '@fer/experiments';
import { loadModel } from '@fer/models';
import { checkingInput, UsageError } from './errors';
import { runAt } from './run-at';
import { loadData, type LoadDataOptions } from './load-data';

export interface OpenRun {
  record: RunRecord;
  model: tfl.LayersModel;
}

/** Opens a run, a folder or a zip archive of one, with the model of its best epoch. */
export function openRun(path: string): Promise<OpenRun> {
  return checkingInput(async () => {
    const folder = await runAt(path);
    const record = await readRunRecord(folder);
    return { record, model: await loadModel(folder.store(BEST)) };
  });
}

export interface ChosenData {
  /** All that was read. */
  all: LabelledImages;
  images: LabelledImages;
  /** Which part of the data that is. */
  split: string;
}

export interface ChooseDataOptions extends Pick<LoadDataOptions, 'skipBadRows' | 'cache'> {
  data?: string;
  split?: string;
  /** All of the part, also where the run used only some of it (`--limit`). */
  whole?: boolean;
}

/** The images that a command on a run works with: those of the run's held-out part, or what `--data` and `--split` say. */
export async function chooseData(
  { spec, dataHash: seen }: RunRecord,
  { data, split, whole = false, skipBadRows, cache }: ChooseDataOptions,
  signal: AbortSignal,
): Promise<ChosenData> {
  const images =
    data === undefined
      ? await loadRunData(spec.data.source, {
          signal,
          cache,
          skipBadRows: skipBadRows ?? spec.data.skipBadRows,
        })
      : await loadData(data, { signal, cache, skipBadRows });
  if (data === undefined && (await dataHash(images)) !== seen) {
    throw new UsageError(
      `${spec.data.source} is no longer what the run was trained on (name it with --data to use it all the same)`,
    );
  }
  return checkingInput(() => {
    if (split !== undefined) return { all: images, images: part(images, split), split };
    const { heldOut, heldOutName } = divide(images, {
      seed: spec.seed,
      ...spec.data,
      limit: whole ? undefined : spec.data.limit,
    });
    return { all: images, images: heldOut, split: heldOutName };
  });
}

/** The data that a run names, as its command was typed: another folder may not see it. */
export async function loadRunData(source: string, options: LoadDataOptions): Promise<LabelledImages> {
  try {
    return await loadData(source, options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message}; it is the run's data: say where it is now with --data`, {
      cause: error,
    });
  }
}
