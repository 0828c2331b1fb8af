import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TrialResult } from '@fer/experiments';

const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

export interface FerProcess {
  child: ChildProcess;
  /** What it has said on stderr. */
  said: () => string;
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** The built command line in a process of its own. */
export function startFer(cwd: string, words: string[]): FerProcess {
  const child = spawn(process.execPath, [main, ...words], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, said: () => stderr, ended };
}

/** Waits until something is so. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seconds = 120,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(50);
  }
}

export async function readSummary(out: string): Promise<TrialResult[]> {
  return (JSON.parse(await readFile(join(out, 'sweep.json'), 'utf8')) as { trials: TrialResult[] }).trials;
}

/** Epoch, loss and accuracies of a run, without what the time decides. */
export async function readMetrics(out: string, id: string): Promise<string[]> {
  const rows = (await readFile(join(out, id, 'metrics.csv'), 'utf8')).trim().split('\n');
  const seconds = rows[0].split(',').findIndex((name) => name === 'seconds');
  return rows.map((row) => row.split(',').slice(0, seconds).join());
}

/** Which trials have begun, by their folders. */
export async function begun(out: string): Promise<string[]> {
  const names = await readdir(out).catch(() => [] as string[]);
  return names.filter((name) => /^[0-9a-f]{12}$/.test(name));
}

/** Epochs that a trial has done, as its metrics say. */
export async function epochsDone(out: string, id: string): Promise<number> {
  const csv = await readFile(join(out, id, 'metrics.csv'), 'utf8').catch(() => '');
  return Math.max(0, csv.trim().split('\n').length - 1);
}
