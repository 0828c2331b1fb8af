import type * as tfl from '@tensorflow/tfjs-layers';
import { augmentationFrom } from '@fer/data';
import { createModel, saveModel } from '@fer/models';
import { fit, type EpochRecord } from '@fer/train';
import { batchSource } from './batch-source';
import type { DividedData } from './divide';
import type { PartOptions } from './environment';
import { metricsCsv } from './metrics-csv';
import type { RunFolder } from './run-folder';
import { writeRunRecord, type RunRecord } from './run-record';

/** The models that a run folder keeps. */
export const BEST = 'best';
const LAST = 'last';

/**
 * Trains the model of a run's spec. After every epoch it writes the models `best/` and `last/`, metrics.csv, and
 * the record, which it brings up to date: a crash loses the running epoch, no more.
 */
export async function trainRun(
  record: RunRecord,
  { train, validation }: DividedData,
  folder: RunFolder,
  { environment = {}, signal, onEvent, pool }: PartOptions = {},
): Promise<EpochRecord[]> {
  const { spec, classes, preprocessing } = record;
  const { name, ...modelOptions } = spec.model;
  const [, ...inputShape] = train.shape;
  const model = createModel(name, { ...modelOptions, seed: spec.seed, inputShape, classes: classes.length });
  const records: EpochRecord[] = [];
  const save = (place: string, trained: tfl.LayersModel) =>
    saveModel(trained, folder.store(place), { preprocessing, classes });
  const { epochs, batchSize, optimizer, replicas } = spec.training;
  try {
    await fit(model, {
      train: batchSource(train, preprocessing, spec.augment && augmentationFrom(spec.augment)),
      validation: batchSource(validation, preprocessing),
      epochs,
      batchSize,
      optimizer,
      replicas,
      workers: pool,
      seed: spec.seed,
      signal,
      now: environment.now,
      onProgress: (progress) => onEvent?.({ type: 'progress', progress, epochs }),
      callbacks: [
        async (epoch, { model: trained, isBest }) => {
          records.push(epoch);
          await save(LAST, trained);
          if (isBest) await save(BEST, trained);
          await folder.write('metrics.csv', metricsCsv(records));
          record.epochsDone = epoch.epoch;
          if (isBest) record.bestEpoch = epoch.epoch;
          await writeRunRecord(folder, record);
          onEvent?.({ type: 'epoch', record: epoch, epochs, isBest });
        },
      ],
    });
  } finally {
    model.dispose();
  }
  return records;
}
