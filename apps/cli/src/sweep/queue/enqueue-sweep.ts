import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Queue } from 'bullmq';
import type { Trial, TrialResult } from '@fer/experiments';
import { oneLine } from '../../errors';
import { SweepDisplay } from '../sweep-display';
import type { SweepFolder } from '../sweep-folder';
import { jobOf, openRedis, QUEUE, type TrialAnswer, type TrialJob } from './sweep-queue';

type TrialQueue = Queue<TrialJob, TrialAnswer, string>;

/** How often to ask the queue, milliseconds. */
const INTERVAL = 1000;

/**
 * Puts the trials of a sweep that are not finished in its folder into a queue and takes in the workers' results.
 * Stopping it stops no worker: the same command later takes up what has come in the meantime. What failed before is tried again.
 */
export async function enqueueSweep(url: string, folder: SweepFolder, signal: AbortSignal): Promise<void> {
  const { bullmq } = await openRedis(url);
  const display = new SweepDisplay(await folder.read());
  const queue: TrialQueue = new bullmq.Queue(QUEUE, { connection: { url } });
  queue.on('error', (error) => display.print(`queue: ${oneLine(error)}`));
  try {
    const results = folder.results();
    const waiting = new Map(
      folder.trials.filter((_, i) => results[i].status !== 'finished').map((trial) => [trial.hash, trial]),
    );
    for (const trial of waiting.values()) await enqueue(queue, trial);
    display.print(
      `${folder.name}: ${waiting.size} of ${folder.trials.length} trials are in the queue; workers: fer sweep --worker <url>`,
    );
    while (waiting.size > 0 && !signal.aborted) {
      for (const [hash, trial] of waiting) {
        const result = await answer(await queue.getJob(hash), trial, display);
        if (result === undefined) continue;
        waiting.delete(hash);
        display.result(result);
        await folder.add(result);
      }
      if (waiting.size > 0) await sleep(INTERVAL, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    display.stop();
    await queue.close();
  }
}

/** Adding a job that is there does nothing; one that failed is tried again. */
async function enqueue(queue: TrialQueue, trial: Trial): Promise<void> {
  const known = await queue.getJob(trial.hash);
  if (known && (await known.getState()) === 'failed') await known.retry('failed');
  else await queue.add('trial', jobOf(trial), { jobId: trial.hash });
}

/** The result of a trial's job; undefined while there is none. */
async function answer(
  job: Job<TrialJob, TrialAnswer, string> | undefined,
  trial: Trial,
  display: SweepDisplay,
): Promise<TrialResult | undefined> {
  const { id, hash, spec, varied } = trial;
  const asked = { id, hash, name: spec.name, varied };
  const failed = (error: string): TrialResult => ({
    ...asked,
    status: 'failed',
    epochsDone: 0,
    epochs: spec.training.epochs,
    error,
  });
  if (job === undefined) return failed('it was taken out of the queue');
  const state = await job.getState();
  if (state === 'completed') return { ...job.returnvalue, ...asked };
  if (state === 'failed') return failed(job.failedReason);
  if (typeof job.progress === 'number' && job.progress > 0) display.epoch(trial, job.progress);
  return undefined;
}
