import { join } from 'node:path';
import type { Trial, TrialResult } from '@fer/experiments';

/** A trial and how to run it, as a process of its own is told. */
export interface TrialTask {
  trial: Trial;
  /** The sweep's folder. */
  out: string;
  backend: string;
  /** Threads at most. */
  threads: number;
  /** Where the data are on this machine, in place of what the spec says. */
  data?: string;
  cache?: boolean;
  /** The command that repeats the run. */
  command?: string;
}

export const trialFolder = (out: string, { id }: Pick<Trial, 'id'>) => join(out, id);
export const trialLock = (out: string, { id }: Pick<Trial, 'id'>) => join(out, `${id}.lock`);

/** How a trial ended; `held`: another process is at it, `stopped`: it was asked to. */
export type TrialEnd = { type: 'result'; result: TrialResult } | { type: 'held' } | { type: 'stopped' };

/** What the process of a trial says. */
export type TrialMessage = TrialEnd | { type: 'epoch'; epoch: number };

/** What it is told. */
export type TrialOrder = { type: 'run'; task: TrialTask } | { type: 'stop' };
