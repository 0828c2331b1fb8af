import * as tf from '@tensorflow/tfjs-core';
import type { LabelledImages } from '@fer/data';
import { resume, type Checkpoint } from '@fer/train';
import { dataHash } from './hash';
import type { RunFolder } from './run-folder';
import { holdsRun, readRunRecord, writeRunRecord, type RunRecord } from './run-record';
import type { ExperimentSpec } from './spec';
import { differences } from './spec-differences';

/** What training needs to go on; only while a run is unfinished, as it is some three times its model. */
export const CHECKPOINT = 'checkpoint';

/** A run can't be continued so: what it was begun with is not what is there now. */
export class ResumeError extends Error {
  override name = 'ResumeError';
}

/**
 * The record of the run that a folder holds; none where it holds none.
 *
 * @throws `ResumeError` where that is a run of another spec: a number of epochs too belongs to a spec, as schedules depend on it.
 */
export async function findRun(folder: RunFolder, spec: ExperimentSpec): Promise<RunRecord | undefined> {
  if (!(await holdsRun(folder))) return undefined;
  const record = await readRunRecord(folder);
  const [first] = differences(record.spec, spec);
  if (first) {
    const { path, before, after } = first;
    throw new ResumeError(
      `the run in ${folder.name} has ${path} ${before}, not ${after} (expected the spec that it was begun with; begin another run in a new folder)`,
    );
  }
  return record;
}

/**
 * Takes up a run that was stopped: checks that it can come to the numbers of one that never stopped, and says in its record
 * that it runs again.
 *
 * @throws `ResumeError` where data or backend are not those that it was begun with.
 */
export async function takeUpRun(record: RunRecord, data: LabelledImages, folder: RunFolder): Promise<void> {
  if ((await dataHash(data)) !== record.dataHash) {
    throw new ResumeError(
      `${record.spec.data.source} is no longer what the run in ${folder.name} was begun with (expected the same images and labels)`,
    );
  }
  if (tf.getBackend() !== record.backend) {
    throw new ResumeError(
      `the run in ${folder.name} was begun on the ${record.backend} backend, not ${tf.getBackend()} (expected the same: another rounds otherwise)`,
    );
  }
  record.status = 'running';
  record.resumed = (record.resumed ?? 0) + 1;
  await writeRunRecord(folder, record);
}

/** What training goes on from; none where it was stopped before the end of its first epoch. */
export async function readCheckpoint(folder: RunFolder): Promise<Checkpoint | undefined> {
  const store = folder.store(CHECKPOINT);
  return (await store.entries()).length === 0 ? undefined : resume(store);
}

export async function removeCheckpoint(folder: RunFolder): Promise<void> {
  const store = folder.store(CHECKPOINT);
  for (const entry of await store.entries()) await store.remove(entry);
}
