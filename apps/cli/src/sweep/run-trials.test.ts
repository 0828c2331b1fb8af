import { parseSweep, trialsOf, type Trial, type TrialResult } from '@fer/experiments';
import { beforeAll, expect, it } from 'vitest';
import { runTrials, type RunTrialsOptions } from './run-trials';
import type { TrialEnd } from './trial-task';

let trials: Trial[];
beforeAll(async () => {
  trials = await trialsOf(parseSweep({ grid: { seed: [0, 1, 2, 3] } }));
});

const seedOf = ({ varied }: Pick<Trial, 'varied'>) => varied.seed as number;
const resultOf = ({ id, hash, spec, varied }: Trial, status: TrialResult['status']): TrialResult => ({
  id,
  hash,
  name: spec.name,
  varied,
  status,
  epochsDone: 0,
  epochs: 1,
});
const finish = async (trial: Trial): Promise<TrialEnd> => ({
  type: 'result',
  result: resultOf(trial, 'finished'),
});

/** Runs all trials and gives the results in the order in which they came. */
async function runAll(options: Partial<RunTrialsOptions> = {}) {
  const results: TrialResult[] = [];
  await runTrials(trials, {
    parallel: 1,
    signal: new AbortController().signal,
    look: async (trial) => resultOf(trial, 'waiting'),
    isHeld: async () => false,
    run: finish,
    onResult: (result) => void results.push(result),
    interval: 5,
    ...options,
  });
  return results.map((result) => [seedOf(result), result.status, ...(result.error ? [result.error] : [])]);
}

it('runs trials in their order, at most so many at a time', async () => {
  let running = 0;
  let most = 0;
  const run = async (trial: Trial) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 10));
    running--;
    return finish(trial);
  };
  expect((await runAll({ parallel: 2, run })).map(([seed]) => seed)).toEqual([0, 1, 2, 3]);
  expect(most).toBe(2);
});

it('goes on after a trial that failed, or whose process died', async () => {
  const run = async (trial: Trial): Promise<TrialEnd> => {
    if (seedOf(trial) === 0) throw new Error('out of memory');
    if (seedOf(trial) === 1) {
      return { type: 'result', result: { ...resultOf(trial, 'failed'), error: 'no images' } };
    }
    return finish(trial);
  };
  expect(await runAll({ run })).toEqual([
    [0, 'failed', 'out of memory'],
    [1, 'failed', 'no images'],
    [2, 'finished'],
    [3, 'finished'],
  ]);
});

it('tries again what failed in an earlier sweep', async () => {
  const look = async (trial: Trial) => resultOf(trial, 'failed');
  expect(await runAll({ look })).toEqual([0, 1, 2, 3].map((seed) => [seed, 'finished']));
});

it('leaves a trial to another sweep that is at it and takes its result, be it a failure', async () => {
  const ran: number[] = [];
  const told: number[] = [];
  const asked = new Map<number, number>();
  const options: Partial<RunTrialsOptions> = {
    isHeld: async (trial) => {
      const times = (asked.get(seedOf(trial)) ?? 0) + 1;
      asked.set(seedOf(trial), times);
      return seedOf(trial) < 2 && times < 4;
    },
    look: async (trial) =>
      resultOf(trial, ran.length < 2 ? 'waiting' : (['finished', 'failed'][seedOf(trial)] as 'failed')),
    run: (trial) => {
      ran.push(seedOf(trial));
      return finish(trial);
    },
    onHeld: (trial) => told.push(seedOf(trial)),
  };
  expect(await runAll(options)).toEqual([
    [2, 'finished'],
    [3, 'finished'],
    [0, 'finished'],
    [1, 'failed'],
  ]);
  expect(ran).toEqual([2, 3]);
  expect(told).toEqual([0, 1]);
});

it('takes a trial over that another sweep gave up', async () => {
  let held = true;
  const options: Partial<RunTrialsOptions> = {
    isHeld: async (trial) => seedOf(trial) === 0 && held,
    look: async (trial) => resultOf(trial, 'stopped'),
    onResult: () => undefined,
  };
  setTimeout(() => (held = false), 30);
  const ran: number[] = [];
  await runAll({
    ...options,
    run: (trial) => {
      ran.push(seedOf(trial));
      return finish(trial);
    },
  });
  expect(ran).toEqual([1, 2, 3, 0]);
});

it('begins no trial after it was stopped, and waits for no other sweep', async () => {
  const controller = new AbortController();
  const run = async (trial: Trial): Promise<TrialEnd> => {
    if (seedOf(trial) === 0) return finish(trial);
    controller.abort();
    return { type: 'stopped' };
  };
  expect(await runAll({ run, signal: controller.signal })).toEqual([[0, 'finished']]);
  const waiting = new AbortController();
  setTimeout(() => waiting.abort(), 20);
  expect(await runAll({ isHeld: async () => true, signal: waiting.signal })).toEqual([]);
});
