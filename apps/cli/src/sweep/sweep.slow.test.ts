/** Sweeps as a user runs them: processes of the built command line. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TrialResult } from '@fer/experiments';
import {
  begun,
  epochsDone,
  readMetrics,
  readSummary,
  startFer,
  until,
  type FerProcess,
} from './testing/fer-process';

let folder: string;
const started: FerProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-sweep-'));
});
afterEach(async () => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const base = { data: { limit: 35 }, figures: [], training: { epochs: 2 } };
const writeSweep = (json: object) => writeFile(join(folder, 'sweep.json'), JSON.stringify(json));
function start(...words: string[]): FerProcess {
  const fer = startFer(folder, ['sweep', 'sweep.json', ...words]);
  started.push(fer);
  return fer;
}

it('runs all trials, whichever fail, sums them up, and tries again only what failed', async () => {
  const divisions = [{ validation: 'splits' }, { validation: 'last', count: 99_999 }];
  await writeSweep({ name: 'one fails', base, grid: { 'data.division': divisions } });

  const listed = await start('--dry-run').ended;
  expect(listed.code).toBe(0);
  expect(listed.stdout.match(/waiting/g)).toHaveLength(2);
  expect(await readdir(folder)).toEqual(['sweep.json']);

  const first = await start('--out', 'out', '--parallel', '2').ended;
  expect(first.code).toBe(1);
  expect(first.stderr).toContain('fer: 1 of 2 trials failed');
  expect(first.stderr).toMatch(/failed: invalid data\.division\.count: 99999/);
  const [finished, failed] = await readSummary(join(folder, 'out'));
  expect(finished).toMatchObject({ status: 'finished', epochsDone: 2, split: 'test' });
  expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('99999') as string });
  expect((await readdir(join(folder, 'out'))).toSorted()).toEqual(
    [finished.id, failed.id, 'figures', 'report.html', 'sweep.csv', 'sweep.json'].toSorted(),
  );
  const run = JSON.parse(await readFile(join(folder, 'out', finished.id, 'run.json'), 'utf8')) as {
    result: { accuracy: number };
    command: string;
  };
  expect(run.result.accuracy).toBe(finished.accuracy);
  expect(run.command).toBe('fer sweep sweep.json --out out --parallel 2');

  const second = await start('--out', 'out', '--json').ended;
  expect(second.code).toBe(1);
  expect(second.stderr).not.toContain(`${finished.id}  `);
  expect((JSON.parse(second.stdout) as TrialResult[]).map(({ id }) => id)).toEqual([finished.id, failed.id]);
});

it('stops at Ctrl-C and goes on to the numbers of a sweep that never stopped', async () => {
  await writeSweep({ base: { ...base, training: { epochs: 8 } }, grid: { seed: [0, 1] } });
  const whole = await start('--out', 'whole', '--parallel', '2').ended;
  expect(whole.code).toBe(0);

  const stopped = start('--out', 'out');
  await until('two epochs', async () => {
    const [id] = await begun(join(folder, 'out'));
    return id !== undefined && (await epochsDone(join(folder, 'out'), id)) >= 2;
  });
  stopped.child.kill('SIGINT');
  const { code, stderr } = await stopped.ended;
  expect(code).toBe(130);
  expect(stderr).toContain('stopped with 0 of 2 trials finished; the same command goes on');
  expect((await readdir(join(folder, 'out'))).filter((name) => name.endsWith('.lock'))).toEqual([]);

  const resumed = await start('--out', 'out').ended;
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toMatch(/goes on after epoch \d/);
  for (const { id } of await readSummary(join(folder, 'whole'))) {
    expect(await readMetrics(join(folder, 'out'), id)).toEqual(await readMetrics(join(folder, 'whole'), id));
  }
});

it('leaves no process behind when it is killed, and a second sweep takes over at once', async () => {
  await writeSweep({ base: { ...base, training: { epochs: 30 } }, grid: { seed: [0] } });
  const killed = start('--out', 'out');
  const out = join(folder, 'out');
  await until('an epoch', async () => {
    const [id] = await begun(out);
    return id !== undefined && (await epochsDone(out, id)) >= 1;
  });
  const [lock] = (await readdir(out)).filter((name) => name.endsWith('.lock'));
  const { pid } = JSON.parse(await readFile(join(out, lock), 'utf8')) as { pid: number };
  killed.child.kill('SIGKILL');
  await until('the end of its process', () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
  expect((await start('--out', 'out').ended).code).toBe(0);
  expect(await readSummary(out)).toMatchObject([{ status: 'finished', epochsDone: 30 }]);
});

it('shares the trials with another sweep on the same folder: each is run once, both have all results', async () => {
  await writeSweep({ base: { ...base, training: { epochs: 3 } }, grid: { seed: [0, 1, 2, 3] } });
  const both = await Promise.all([
    start('--out', 'out', '--json').ended,
    start('--out', 'out', '--json').ended,
  ]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const [a, b] = both.map(({ stdout }) => JSON.parse(stdout) as TrialResult[]);
  expect(a).toEqual(b);
  expect(a.map(({ status }) => status)).toEqual(Array(4).fill('finished'));
  for (const { id } of a) {
    const run = JSON.parse(await readFile(join(folder, 'out', id, 'run.json'), 'utf8')) as {
      resumed?: number;
    };
    expect(run.resumed).toBeUndefined();
    expect(await epochsDone(join(folder, 'out'), id)).toBe(3);
  }
});
