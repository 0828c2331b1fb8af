import type * as tfl from '@tensorflow/tfjs-layers';
import { augmentationFrom, classWeights } from '@fer/data';
import { createModel, saveModel } from '@fer/models';
import { fit, type Checkpoint, type EpochRecord } from '@fer/train';
import { batchSource } from './batch-source';
import type { DividedData } from './divide';
import type { PartOptions } from './environment';
import { facesShown } from './figures/draw-figures';
import { keepEpochMaps } from './learning/keep-epoch-maps';
import { metricsCsv } from './metrics-csv';
import { CHECKPOINT } from './resume-run';
import type { RunFolder } from './run-folder';
import { writeRunRecord, type RunRecord } from './run-record';

/** The models that a run folder keeps. */
export const BEST = 'best';
const LAST = 'last';

export interface TrainRunOptions extends PartOptions {
  /** Where to go on from. Default: from the beginning. */
  from?: Checkpoint;
}

/**
 * Trains the model of a run's spec. After every epoch it writes the models `best/` and `last/`, metrics.csv, the record, which
 * it brings up to date, and the checkpoint: a crash loses the running epoch, no more.
 *
 * @returns a record an epoch, also of those before the checkpoint that it went on from.
 */
export async function trainRun(
  record: RunRecord,
  divided: DividedData,
  folder: RunFolder,
  { environment = {}, signal, hold, onEvent, pool, from }: TrainRunOptions = {},
): Promise<EpochRecord[]> {
  const { spec, classes, preprocessing } = record;
  const { train, validation } = divided;
  const { name, ...modelOptions } = spec.model;
  const [, ...inputShape] = train.shape;
  const model = createModel(name, { ...modelOptions, seed: spec.seed, inputShape, classes: classes.length });
  const records = [...(from?.records ?? [])];
  const save = (place: string, trained: tfl.LayersModel) =>
    saveModel(trained, folder.store(place), { preprocessing, classes });
  const { epochs, classWeights: weights, ...training } = spec.training;
  try {
    await fit(model, {
      ...training,
      epochs,
      classWeights: weights === 'balanced' ? classWeights(train) : weights,
      train: batchSource(train, preprocessing, spec.augment && augmentationFrom(spec.augment)),
      validation: batchSource(validation, preprocessing),
      workers: pool,
      seed: spec.seed,
      signal,
      hold,
      now: environment.now,
      checkpoints: folder.store(CHECKPOINT),
      resume: from,
      onProgress: (progress) => onEvent?.({ type: 'progress', progress, epochs }),
      callbacks: [
        ...(spec.figures.includes('learning')
          ? [keepEpochMaps(folder, facesShown(divided, spec.seed), preprocessing)]
          : []),
        async (epoch, { model: trained, isBest, confusion }) => {
          records.push(epoch);
          await save(LAST, trained);
          if (isBest) await save(BEST, trained);
          await folder.write('metrics.csv', metricsCsv(records));
          record.epochsDone = epoch.epoch;
          if (isBest) record.bestEpoch = epoch.epoch;
          await writeRunRecord(folder, record);
          onEvent?.({ type: 'epoch', record: epoch, epochs, isBest, ...(confusion && { confusion }) });
        },
      ],
    });
  } finally {
    model.dispose();
  }
  return records;
}
