import type * as tfl from '@tensorflow/tfjs-layers';
import { splitBy, type LabelledImages } from '@fer/data';
import { BEST, divide, readRunRecord, type RunFolder, type RunRecord } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { loadModel } from '@fer/models';
import { checkingInput, UsageError } from './errors';
import { loadData } from './load-data';

export interface OpenRun {
  folder: RunFolder;
  record: RunRecord;
  model: tfl.LayersModel;
}

/** Opens a run folder with the model of its best epoch. */
export function openRun(path: string): Promise<OpenRun> {
  return checkingInput(async () => {
    const folder = nodeRunFolder(path);
    const record = await readRunRecord(folder);
    return { folder, record, model: await loadModel(folder.models(BEST)) };
  });
}

export interface ChosenData {
  images: LabelledImages;
  /** Which part of the data that is. */
  split: string;
}

/** The images that a command on a run works with: those of the run's held-out part, or what `--data` and `--split` say. */
export async function chooseData(
  { spec }: RunRecord,
  { data = spec.data.source, split }: { data?: string; split?: string },
  signal: AbortSignal,
): Promise<ChosenData> {
  const images = await loadData(data, signal);
  return checkingInput(() => {
    if (split === undefined) {
      const { heldOut, heldOutName } = divide(images, { seed: spec.seed, limit: spec.data.limit });
      return { images: heldOut, split: heldOutName };
    }
    const parts = splitBy(images);
    if (!Object.hasOwn(parts, split))
      throw new UsageError(`unknown split: ${split} (expected one of ${Object.keys(parts).join(', ')})`);
    return { images: parts[split], split };
  });
}
