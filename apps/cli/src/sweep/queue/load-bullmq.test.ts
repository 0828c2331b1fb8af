import { expect, it } from 'vitest';
import { parseSweep, trialsOf } from '@fer/experiments';
import { UsageError } from '../../errors';
import { loadBullMq } from './load-bullmq';
import { jobOf, openRedis, trialOfJob } from './sweep-queue';

/** What `import(name)` throws where the package is absent. */
const missing = (name: string) =>
  Object.assign(new Error(`Cannot find package '${name}' imported from main.js`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });

it.each(['bullmq', 'ioredis'])('says what to install where %s is not', async (absent) => {
  const load = async (name: string) => {
    if (name === absent) throw missing(name);
    return {};
  };
  const loaded = loadBullMq(load);
  await expect(loaded).rejects.toThrow(
    'a queue needs packages that are not installed (npm install bullmq ioredis)',
  );
  await expect(loaded).rejects.toBeInstanceOf(UsageError);
});

it('does not say so where something inside them is missing', async () => {
  const load = () => Promise.reject(missing('msgpackr'));
  await expect(loadBullMq(load)).rejects.toThrow("Cannot find package 'msgpackr'");
});

it('says that no Redis answers, and not with which password it was asked', async () => {
  const opened = openRedis('redis://me:secret@127.0.0.1:1');
  await expect(opened).rejects.toThrow(/^no Redis answers at redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
  await expect(opened).rejects.toBeInstanceOf(UsageError);
});

it('refuses an address that is none', async () => {
  await expect(openRedis('localhost:6379')).rejects.toThrow(
    'invalid address of Redis: localhost:6379 (expected redis://host:port)',
  );
});

it('makes a job of a trial and the trial of a job', async () => {
  const [trial] = await trialsOf(parseSweep({ grid: { seed: [0, 1] } }));
  expect(
    await trialOfJob(JSON.parse(JSON.stringify(jobOf(trial))) as typeof trial & { fer: string }, trial.hash),
  ).toEqual(trial);
});

it('refuses a job that means another experiment here than where it was made', async () => {
  const [trial, other] = await trialsOf(parseSweep({ grid: { seed: [0, 1] } }));
  await expect(trialOfJob({ ...jobOf(trial), fer: '0.0.1' }, other.hash)).rejects.toThrow(
    'the trial was made by fer 0.0.1 and means another experiment here',
  );
});
