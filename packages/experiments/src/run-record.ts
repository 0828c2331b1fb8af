import type { Preprocessing } from '@fer/models';
import type { RunFolder } from './run-folder';
import { parseSpec } from './parse-spec';
import type { ExperimentSpec } from './spec';

const FORMAT = 'fer-run/1';
const ENTRY = 'run.json';

/** `run.json`: what a run was asked for, what it ran on, and how far it came. */
export interface RunRecord {
  format: typeof FORMAT;
  spec: ExperimentSpec;
  /** `stopped`: by an AbortSignal; `failed`: by an error. */
  status: 'running' | 'stopped' | 'failed' | 'finished';
  /** Class names in the order of the model's outputs. */
  classes: string[];
  preprocessing: Preprocessing;
  /** SHA-256 of pixels and labels of the whole data set. */
  dataHash: string;
  /** Images dropped before training, where the spec says so: further copies, and those of conflicting labels. */
  dropped?: { copies: number; conflicting: number };
  /** TF.js backend, e.g. 'wasm'. */
  backend: string;
  /** Versions of what computed the numbers. */
  versions: Record<string, string>;
  gitCommit?: string;
  /** ISO 8601. */
  startedAt?: string;
  /** The command that makes this run again. */
  command?: string;
  /** How often it was continued after it had been stopped. */
  resumed?: number;
  epochsDone: number;
  bestEpoch: number;
  /** `baseline`: the most frequent class and the accuracy of always answering with it. Of the best epoch's model, on the part that neither trained nor (where there is a third part) chose it. */
  result?: {
    split: string;
    images: number;
    accuracy: number;
    loss: number;
    baseline: { name: string; accuracy: number };
  };
}

/** Starts the record of a run. */
export function newRunRecord(
  fields: Omit<RunRecord, 'format' | 'status' | 'resumed' | 'epochsDone' | 'bestEpoch' | 'result'>,
): RunRecord {
  return { format: FORMAT, status: 'running', epochsDone: 0, bestEpoch: 0, ...fields };
}

export async function writeRunRecord(folder: RunFolder, record: RunRecord): Promise<void> {
  await folder.write(ENTRY, `${JSON.stringify(record, null, 2)}\n`);
}

/** Whether a folder holds a run already. */
export async function holdsRun(folder: RunFolder): Promise<boolean> {
  return (await folder.read(ENTRY)) !== undefined;
}

/**
 * The record of a run. What its spec leaves unsaid, as older programs left it, is filled in.
 *
 * @throws where the folder holds no run, or one of another format.
 */
export async function readRunRecord(folder: RunFolder): Promise<RunRecord> {
  const bytes = await folder.read(ENTRY);
  if (bytes === undefined)
    throw new Error(`no run in ${folder.name} (expected a folder with ${ENTRY}, as fer train writes it)`);
  let record: Partial<RunRecord> | null;
  try {
    record = JSON.parse(new TextDecoder().decode(bytes)) as Partial<RunRecord> | null;
  } catch {
    throw new Error(`${ENTRY} in ${folder.name} is not JSON`);
  }
  if (record?.format !== FORMAT) {
    throw new Error(`${ENTRY} in ${folder.name} has format ${String(record?.format)} (expected ${FORMAT})`);
  }
  if (typeof record.spec?.data?.source !== 'string' || !Array.isArray(record.classes)) {
    throw new Error(`${ENTRY} in ${folder.name} is damaged (expected spec.data.source and classes)`);
  }
  return { ...(record as RunRecord), spec: specOf(record.spec, folder) };
}

function specOf(spec: unknown, folder: RunFolder): ExperimentSpec {
  try {
    return parseSpec(spec);
  } catch (error) {
    throw new Error(`the spec in ${ENTRY} in ${folder.name} can't be used: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
