/** A queue between processes of the built command line, over Debian's redis-server. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrialResult } from '@fer/experiments';
import { epochsDone, readSummary, startFer, until, type FerProcess } from '../testing/fer-process';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

describe.skipIf(!hasRedis)('a queue (skipped where there is no redis-server)', () => {
  let redis: ChildProcess;
  let url: string;
  let folder: string;
  const started: FerProcess[] = [];
  beforeAll(async () => {
    const port = await freePort();
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    redis = spawn('redis-server', words, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    redis.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
    await until('Redis', () => said.includes('Ready to accept connections'));
    url = `redis://127.0.0.1:${port}`;
  });
  afterAll(() => void redis?.kill());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fer-queue-'));
  });
  afterEach(async () => {
    for (const { child } of started.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function start(...words: string[]): FerProcess {
    const fer = startFer(folder, ['sweep', ...words]);
    started.push(fer);
    return fer;
  }
  const worker = (out: string) => start('--worker', url, '--out', out, '--takeover', '5');

  it(
    'hands trials to two workers; what one was at when it was killed the other finishes',
    { timeout: 300_000 },
    async () => {
      const base = { data: { limit: 35 }, figures: [], training: { epochs: 25 } };
      await writeFile(join(folder, 'sweep.json'), JSON.stringify({ base, grid: { seed: [0, 1, 2, 3] } }));
      const sweep = start('sweep.json', '--queue', url, '--out', 'results', '--json');
      await until('trials in the queue', () => sweep.said().includes('4 of 4 trials are in the queue'));
      const again = start('sweep.json', '--queue', url, '--out', 'again', '--json');
      const [doomed, heir] = [worker('shared'), worker('shared')];
      const first = () => /^([0-9a-f]{12}) {2}/m.exec(doomed.said())?.[1];
      const shared = join(folder, 'shared');
      await until('both at work', async () => {
        const id = first();
        return id !== undefined && (await epochsDone(shared, id)) >= 2 && heir.said().includes('…');
      });
      const orphan = first() as string;
      expect(doomed.said()).not.toContain(`${orphan}  finished`);
      doomed.child.kill('SIGKILL');

      const { code, stdout } = await sweep.ended;
      expect(code).toBe(0);
      const results = JSON.parse(stdout) as TrialResult[];
      expect(results.map(({ status, epochsDone: done }) => [status, done])).toEqual(
        Array(4).fill(['finished', 25]),
      );
      expect(await readSummary(join(folder, 'results'))).toEqual(results);
      for (const { id, accuracy } of results) {
        const run = JSON.parse(await readFile(join(shared, id, 'run.json'), 'utf8')) as {
          resumed?: number;
          result: { accuracy: number };
        };
        expect(run.result.accuracy).toBe(accuracy);
        expect(run.resumed ?? 0).toBe(id === orphan ? 1 : 0);
        // Trained once: a worker that lost its claim for a moment finds the trial locked, then finished.
        expect(await epochsDone(shared, id)).toBe(25);
      }
      // Who asked for the same trials meanwhile has the same results, from the same jobs.
      expect(JSON.parse((await again.ended).stdout)).toEqual(results);

      heir.child.kill('SIGINT');
      expect((await heir.ended).code).toBe(130);
    },
  );

  it('a worker that lacks the data ends, and leaves the trial to another', { timeout: 300_000 }, async () => {
    const base = { data: { source: 'faces.csv', limit: 35 }, figures: [], training: { epochs: 1 } };
    await writeFile(join(folder, 'sweep.json'), JSON.stringify({ base, specs: [{}] }));
    const sweep = start('sweep.json', '--queue', url, '--out', 'results', '--json');
    const lacking = await worker('one').ended;
    expect(lacking.code).toBe(2);
    expect(lacking.stderr).toMatch(/fer: .*faces\.csv: no such file/);
    expect(sweep.child.exitCode).toBeNull();
    start('--worker', url, '--out', 'two', '--data', 'drawn-faces');
    expect((await sweep.ended).code).toBe(0);
  });

  it(
    'puts a trial back when its worker is stopped, and tells the sweep of one that fails',
    { timeout: 300_000 },
    async () => {
      const base = { data: { limit: 35 }, figures: [], training: { epochs: 40 } };
      const specs = [{}, { data: { division: { validation: 'last', count: 99_999 } } }];
      await writeFile(join(folder, 'sweep.json'), JSON.stringify({ base, specs }));
      const sweep = start('sweep.json', '--queue', url, '--out', 'results', '--json');
      const stopped = worker('one');
      const running = () => /^([0-9a-f]{12}) {2}/m.exec(stopped.said())?.[1];
      await until('two epochs', async () => {
        const id = running();
        return id !== undefined && (await epochsDone(join(folder, 'one'), id)) >= 2;
      });
      stopped.child.kill('SIGINT');
      expect((await stopped.ended).code).toBe(130);
      expect(sweep.child.exitCode).toBeNull();
      // Another folder, as on another machine: the trial begins again there.
      worker('two');
      const { code, stdout, stderr } = await sweep.ended;
      expect(code).toBe(1);
      expect(stderr).toContain('fer: 1 of 2 trials failed');
      const results = JSON.parse(stdout) as TrialResult[];
      expect(results).toMatchObject([
        { status: 'finished', epochsDone: 40 },
        { status: 'failed', error: expect.stringContaining('invalid data.division.count: 99999') as string },
      ]);
      expect(await epochsDone(join(folder, 'two'), results[0].id)).toBe(40);
    },
  );
});
