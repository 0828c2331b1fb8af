import type { EpochRecord } from '@fer/train';
import { parseMetrics } from '../compare/read-run';
import { readRunRecord, type RunRecord } from '../run-record';
import type { RunFolder } from '../run-folder';
import { specHash } from '../spec-hash';
import type { Trial } from './trials';

/** How far a trial came; `waiting` has not begun, `running` may also have been killed. */
export type TrialStatus = 'waiting' | 'running' | 'stopped' | 'failed' | 'finished';

/** A row of a sweep's summary: plain JSON, small enough to be sent between machines. */
export interface TrialResult {
  id: string;
  hash: string;
  name: string;
  /** As in `Trial`. */
  varied: Record<string, unknown>;
  status: TrialStatus;
  /** Epochs that were trained and that were asked for. */
  epochsDone: number;
  epochs: number;
  /** The epoch whose model was kept; absent before the first. */
  bestEpoch?: number;
  /** Of that epoch, 0..1. */
  valAccuracy?: number;
  /** Of its model on the part that `split` names, 0..1, and its loss. */
  accuracy?: number;
  loss?: number;
  split?: string;
  /** Seconds of training, all epochs together. */
  seconds?: number;
  /** SHA-256 of the data, as in run.json: results of other data can't be compared. */
  dataHash?: string;
  /** Why it failed. */
  error?: string;
}

/** Where a trial that fails leaves why, as text; a trial that begins takes it away. */
export const TRIAL_ERROR = 'error.txt';

/**
 * What is known of a trial from its run folder; one whose folder is empty is waiting.
 *
 * @throws where the folder holds a run of another spec, or a damaged one.
 */
export async function trialResult(trial: Trial, folder: RunFolder): Promise<TrialResult> {
  const { id, hash, spec, varied } = trial;
  const begun: TrialResult = {
    id,
    hash,
    name: spec.name,
    varied,
    status: 'waiting',
    epochsDone: 0,
    epochs: spec.training.epochs,
  };
  const error = await text(folder, TRIAL_ERROR);
  const failed = error ? { status: 'failed' as const, error: error.trim() } : {};
  if ((await folder.read('run.json')) === undefined) return { ...begun, ...failed };
  const record = await readRunRecord(folder);
  if ((await specHash(record.spec)) !== hash) {
    throw new Error(`${folder.name} holds a run of another spec (expected ${spec.name})`);
  }
  const epochs = parseMetrics((await text(folder, 'metrics.csv')) ?? '');
  return { ...begun, ...ofRecord(record, epochs), ...failed };
}

function ofRecord(record: RunRecord, records: readonly EpochRecord[]): Partial<TrialResult> {
  const { status, epochsDone, bestEpoch, result, dataHash } = record;
  const valAccuracy = records.find(({ epoch }) => epoch === bestEpoch)?.val_accuracy;
  const seconds = records.reduce((sum, epoch) => sum + (epoch.seconds ?? 0), 0);
  return {
    status,
    epochsDone,
    dataHash,
    ...(bestEpoch > 0 && { bestEpoch }),
    ...(valAccuracy !== undefined && { valAccuracy }),
    ...(seconds > 0 && { seconds }),
    ...(status === 'finished' &&
      result && { accuracy: result.accuracy, loss: result.loss, split: result.split }),
  };
}

async function text(folder: RunFolder, path: string): Promise<string | undefined> {
  const bytes = await folder.read(path);
  return bytes && new TextDecoder().decode(bytes);
}
