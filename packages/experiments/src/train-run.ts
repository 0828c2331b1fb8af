import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { createModel, fitStandardization, saveModel } from '@fer/models';
import { fit, type EpochRecord } from '@fer/train';
import { batchSource } from './batch-source';
import type { DividedData } from './divide';
import type { RunOptions } from './environment';
import { dataHash } from './hash';
import { metricsCsv } from './metrics-csv';
import type { RunFolder } from './run-folder';
import { newRunRecord, writeRunRecord, type RunRecord } from './run-record';
import type { ExperimentSpec } from './spec';

/** The models that a run folder keeps. */
export const BEST = 'best';
export const LAST = 'last';

/**
 * Trains the spec's model and writes run.json, metrics.csv and the models `best/` and `last/` after every epoch:
 * a crash loses the running epoch, no more. Aborting marks the run as stopped and rejects with `AbortError`.
 */
export async function trainRun(
  spec: ExperimentSpec,
  data: LabelledImages,
  { train, validation }: DividedData,
  folder: RunFolder,
  { environment = {}, signal, onEvent }: RunOptions = {},
): Promise<{ record: RunRecord; records: EpochRecord[] }> {
  const preprocessing =
    spec.preprocessing === 'standardize' ? fitStandardization(train.images) : ({ kind: 'none' } as const);
  const { classes } = data;
  const { name: modelName, ...modelOptions } = spec.model;
  const [, ...inputShape] = data.shape;
  const model = createModel(modelName, {
    ...modelOptions,
    seed: spec.seed,
    inputShape,
    classes: classes.length,
  });
  const record = newRunRecord({
    spec,
    classes,
    preprocessing,
    dataHash: await dataHash(data),
    backend: tf.getBackend(),
    versions: { tfjs: tf.version_core, ...environment.versions },
    ...(environment.gitCommit && { gitCommit: environment.gitCommit }),
    ...(environment.startedAt && { startedAt: environment.startedAt }),
    ...(environment.command && { command: environment.command }),
  });
  await writeRunRecord(folder, record);

  const records: EpochRecord[] = [];
  const save = (place: string, trained: tfl.LayersModel) =>
    saveModel(trained, folder.models(place), { preprocessing, classes });
  const { epochs, batchSize, optimizer } = spec.training;
  try {
    await fit(model, {
      train: batchSource(train, preprocessing),
      validation: batchSource(validation, preprocessing),
      epochs,
      batchSize,
      optimizer,
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
  } catch (error) {
    record.status = 'stopped';
    // What stopped the run is the news, also where its folder can't be written any more.
    await writeRunRecord(folder, record).catch(() => undefined);
    throw error;
  } finally {
    model.dispose();
  }
  return { record, records };
}
