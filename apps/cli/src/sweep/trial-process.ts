/**
 * A process that runs one trial of a sweep and says by messages how it went: the entry that `runInProcess` forks.
 * It holds the trial's lock itself, so that the lock is stale exactly when nobody works on the trial any more.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { runExperiment, TRIAL_ERROR, trialResult } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { isAbort, oneLine } from '../errors';
import { loadData } from '../load-data';
import { replicaWorkers } from '../replica-workers';
import { takeLock } from './trial-lock';
import {
  trialFolder,
  trialLock,
  type TrialEnd,
  type TrialMessage,
  type TrialOrder,
  type TrialTask,
} from './trial-task';

const stop = new AbortController();

/** Resolves when the message is on its way: the process may end then. */
const say = (message: TrialMessage) =>
  new Promise<void>((resolve) => {
    process.send?.(message, () => resolve());
  });

/** Runs a trial, or continues it where its folder says that it was begun. */
async function runTrial({
  trial,
  out,
  backend,
  threads,
  data,
  cache,
  command,
}: TrialTask): Promise<TrialEnd> {
  const path = trialFolder(out, trial);
  const folder = nodeRunFolder(path);
  const release = await takeLock(trialLock(out, trial));
  if (release === undefined) return { type: 'held' };
  try {
    const before = await trialResult(trial, folder);
    if (before.status === 'finished') return { type: 'result', result: before };
    await rm(join(path, TRIAL_ERROR), { force: true });
    const { spec } = trial;
    const computedOn = await chooseBackend(backend);
    const images = await loadData(data ?? spec.data.source, {
      signal: stop.signal,
      cache,
      skipBadRows: spec.data.skipBadRows,
    });
    await runExperiment(spec, images, folder, {
      resume: true,
      environment: {
        ...nodeEnvironment(command),
        workers: replicaWorkers(computedOn, spec.training.replicas, threads),
      },
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'epoch') void say({ type: 'epoch', epoch: event.record.epoch });
        if (event.type === 'resumed') void say({ type: 'epoch', epoch: event.epoch });
      },
    });
    return { type: 'result', result: await trialResult(trial, folder) };
  } catch (error) {
    if (isAbort(error)) return { type: 'stopped' };
    await folder.write(TRIAL_ERROR, `${oneLine(error)}\n`);
    return { type: 'result', result: await trialResult(trial, folder) };
  } finally {
    await release();
  }
}

tf.env().set('PROD', true);
// Ctrl-C reaches every process of a terminal's job: the sweep decides what it means.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => stop.abort());
// The sweep has died. What was finished is in the folder; the process id in the lock dies with this process.
process.on('disconnect', () => process.exit(1));
process.on('message', (order: TrialOrder) => {
  if (order.type === 'stop') return stop.abort();
  runTrial(order.task)
    .then(say)
    .then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(oneLine(error));
        process.exit(1);
      },
    );
});
