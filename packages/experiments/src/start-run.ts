import * as tf from '@tensorflow/tfjs-core';
import type { LabelledImages } from '@fer/data';
import { fitPreprocessing } from '@fer/models';
import type { DividedData } from './divide';
import type { Environment } from './environment';
import { dataHash } from './hash';
import type { RunFolder } from './run-folder';
import { newRunRecord, writeRunRecord, type RunRecord } from './run-record';
import type { ExperimentSpec } from './spec';

/** Writes the record of a run that begins: spec, data, backend, versions, preprocessing. */
export async function startRun(
  spec: ExperimentSpec,
  data: LabelledImages,
  { train, dropped }: DividedData,
  folder: RunFolder,
  { gitCommit, startedAt, command, versions }: Environment,
): Promise<RunRecord> {
  const record = newRunRecord({
    spec,
    classes: data.classes,
    preprocessing: fitPreprocessing(spec.preprocessing, train),
    dataHash: await dataHash(data),
    ...(dropped && { dropped }),
    backend: tf.getBackend(),
    versions: { tfjs: tf.version_core, ...versions },
    ...(gitCommit && { gitCommit }),
    ...(startedAt && { startedAt }),
    ...(command && { command }),
  });
  await writeRunRecord(folder, record);
  return record;
}
