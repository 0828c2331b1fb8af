import { setTimeout as sleep } from 'node:timers/promises';
import type { Trial, TrialResult } from '@fer/experiments';
import { oneLine } from '../errors';
import type { TrialEnd } from './trial-task';

export interface RunTrialsOptions {
  /** How many run at the same time. */
  parallel: number;
  signal: AbortSignal;
  /** What is known of a trial. */
  look: (trial: Trial) => Promise<TrialResult>;
  /** Whether another sweep is at it. */
  isHeld: (trial: Trial) => Promise<boolean>;
  run: (trial: Trial) => Promise<TrialEnd>;
  onStart?: (trial: Trial, before: TrialResult) => void;
  /** Another sweep is at it: its result is waited for, once. */
  onHeld?: (trial: Trial) => void;
  onResult?: (result: TrialResult) => void | Promise<void>;
  /** How often to look after trials that others run, milliseconds. */
  interval?: number;
}

/**
 * Runs trials that are not finished, some at a time, in their order. One that fails does not stop the others. One that
 * another sweep runs comes last: that sweep's result is taken, or the trial taken over where it gave up.
 * Ends early, without an error, when `signal` aborts and the running ones have stopped.
 */
export async function runTrials(
  trials: readonly Trial[],
  { parallel, signal, look, isHeld, run, onStart, onHeld, onResult, interval = 1000 }: RunTrialsOptions,
): Promise<void> {
  const todo = [...trials];
  const held = new Set<Trial>();

  /** Brings one trial to an end; false where another sweep is at it. */
  async function settle(trial: Trial): Promise<boolean> {
    if (await isHeld(trial)) return false;
    const before = await look(trial);
    // What failed before is tried again, what failed elsewhere while we waited is not.
    if (before.status === 'finished' || (held.has(trial) && before.status === 'failed')) {
      await onResult?.(before);
      return true;
    }
    onStart?.(trial, before);
    let end: TrialEnd;
    try {
      end = await run(trial);
    } catch (error) {
      end = { type: 'result', result: { ...(await look(trial)), status: 'failed', error: oneLine(error) } };
    }
    if (end.type === 'result') await onResult?.(end.result);
    return end.type !== 'held';
  }

  async function lane(): Promise<void> {
    for (;;) {
      const trial = todo.shift();
      if (trial === undefined || signal.aborted) return;
      if (await settle(trial)) continue;
      if (!held.has(trial)) onHeld?.(trial);
      held.add(trial);
      todo.push(trial);
      if (todo.every((other) => held.has(other)))
        await sleep(interval, undefined, { signal }).catch(() => undefined);
    }
  }
  await Promise.all(Array.from({ length: parallel }, lane));
}
