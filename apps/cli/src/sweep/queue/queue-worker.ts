import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Worker } from 'bullmq';
import { chooseBackend } from '../../backend/choose-backend';
import { oneLine } from '../../errors';
import { loadData } from '../../load-data';
import { makeOutput } from '../../output-folder';
import { physicalCores } from '../../physical-cores';
import { threadsOfEach } from '../local-sweep';
import { runInProcess } from '../run-in-process';
import { SweepDisplay } from '../sweep-display';
import type { TrialTask } from '../trial-task';
import { openRedis, QUEUE, trialOfJob, type TrialAnswer, type TrialJob } from './sweep-queue';

export interface QueueWorkerOptions {
  out: string;
  parallel: number;
  workers?: number;
  backend: string;
  /** Where the data are on this machine. */
  data?: string;
  cache?: boolean;
  /** Seconds of silence after which another worker takes a trial over. */
  takeover: number;
}

/** How often a trial may lose its worker before it counts as one that kills them. */
const MOST_LOSSES = 5;

/**
 * Runs trials of a queue until `signal` aborts: what runs then is stopped and goes back into the queue. A trial whose worker
 * was silent for `takeover` seconds (it died, or lost the network) is run by another, which continues it where both write
 * into one folder, and begins it again where not.
 *
 * @throws `UsageError` where the data of a trial are not on this machine; the trial goes back into the queue.
 */
export async function queueWorker(
  url: string,
  options: QueueWorkerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { out, parallel, workers = physicalCores(), backend, data, cache, takeover } = options;
  const { bullmq } = await openRedis(url);
  await makeOutput(out);
  const display = new SweepDisplay([]);
  // What would fail every trial of this machine shall fail before the first.
  await chooseBackend(backend, { warn: display.print });
  if (data !== undefined) await loadData(data, { signal, cache });
  const read = new Set(data === undefined ? [] : [data]);
  const unfit = new AbortController();
  const ending = AbortSignal.any([signal, unfit.signal]);
  const task = { out, backend, data, cache, threads: threadsOfEach(workers, parallel) };

  const process = async (job: Job<TrialJob, TrialAnswer>, token?: string): Promise<TrialAnswer> => {
    const trial = await trialOfJob(job.data, job.id ?? '');
    const putBack = async () => {
      await job.moveToWait(token);
      return new bullmq.WaitingError();
    };
    const { source, skipBadRows } = trial.spec.data;
    try {
      // A machine that lacks the data must not fail the trials that others can run.
      if (data === undefined && !read.has(source))
        await loadData(source, { signal: ending, cache, skipBadRows });
      read.add(source);
    } catch (error) {
      unfit.abort(error);
      throw await putBack();
    }
    display.line(trial, `${trial.spec.name} …`);
    const end = await runUnheld({ ...task, trial }, ending, {
      onEpoch: (epoch) => void job.updateProgress(epoch).catch(() => undefined),
      onLine: (line) => display.line(trial, line),
    });
    if (end === 'stopped') throw await putBack();
    display.line(trial, end.status === 'finished' ? 'finished' : `failed: ${end.error ?? 'no reason given'}`);
    if (end.status !== 'finished') throw new Error(end.error ?? 'no reason given');
    const { id: _, hash: __, name: ___, varied: ____, ...answer } = end;
    return answer;
  };
  const worker: Worker<TrialJob, TrialAnswer, string> = new bullmq.Worker(QUEUE, process, {
    connection: { url },
    name: `${hostname()} ${globalThis.process.pid}`,
    concurrency: parallel,
    lockDuration: takeover * 1000,
    stalledInterval: takeover * 1000,
    maxStalledCount: MOST_LOSSES,
  });
  worker.on('error', (error) => display.print(`queue: ${oneLine(error)}`));
  await worker.waitUntilReady();
  display.print(`waiting for trials; Ctrl-C ends this worker, running trials go back into the queue`);
  if (!ending.aborted) {
    await new Promise((resolve) => ending.addEventListener('abort', resolve, { once: true }));
  }
  await worker.close();
  ending.throwIfAborted();
}

/** Runs a trial as soon as nobody else does: a worker that was taken for dead may still be at it in the same folder. */
async function runUnheld(
  task: TrialTask,
  signal: AbortSignal,
  listeners: { onEpoch: (epoch: number) => void; onLine: (line: string) => void },
) {
  for (;;) {
    const end = await runInProcess(task, { signal, ...listeners });
    if (end.type === 'result') return end.result;
    if (end.type === 'stopped') return 'stopped' as const;
    await sleep(1000, undefined, { signal }).catch(() => undefined);
  }
}
