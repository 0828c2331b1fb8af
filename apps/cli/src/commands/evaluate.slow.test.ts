import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../run-cli';

let folder: string;
let printed: string[];
let errors: string[];
const at = (name: string) => join(folder, name);

function listen() {
  printed = [];
  errors = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
}

/** Two runs on 84 faces without splits, of two seeds, which hold out other images each, and one that holds out those of the first. */
beforeAll(async () => {
  listen();
  folder = await mkdtemp(join(tmpdir(), 'fer-cli-'));
  const rows = Array.from({ length: 84 }, (_, i) => {
    const pixels = Array.from({ length: 2304 }, (_, k) => ((i % 7) * 30 + ((k * 7 + i * 13) % 60)) % 256);
    return `${i % 7},${pixels.join(' ')}`;
  });
  await writeFile(at('faces.csv'), `label,feature\n${rows.join('\n')}\n`);
  for (const [name, ...more] of [
    ['a', '--seed', '1', '--epochs', '1'],
    ['b', '--seed', '1', '--epochs', '2'],
    ['other', '--seed', '2', '--epochs', '1'],
  ]) {
    const words = ['train', '--data', at('faces.csv'), '--no-cache', '--backend', 'wasm', '--workers', '1'];
    expect(await runCli([...words, ...more, '--out', at(name)])).toBe(0);
  }
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

function evaluate(...words: string[]) {
  listen();
  return runCli(['evaluate', ...words, '--no-cache', '--backend', 'wasm', '--workers', '1']);
}

async function probabilities(path: string): Promise<number[][]> {
  const [header, ...rows] = (await readFile(at(`${path}/predictions.csv`), 'utf8')).trim().split('\n');
  expect(header).toBe('row,id,label,predicted,loss,angry,disgust,fear,happy,sad,surprise,neutral');
  return rows.map((row) => row.split(',').slice(5).map(Number));
}

describe('fer evaluate', () => {
  it('measures several runs by the mean of their probabilities, and writes them', async () => {
    expect(await evaluate(at('a'))).toBe(0);
    expect(printed[0]).toMatch(
      /^accuracy [\d.]+ %, loss [\d.]+ on \d+ validation images\nbalanced accuracy [\d.]+ %, macro F1 [\d.]+, among the top 2 [\d.]+ %\ncalibration error [\d.]+/,
    );
    expect(existsSync(at('a/figures/reliability.png'))).toBe(true);
    expect(await evaluate(at('b'))).toBe(0);
    expect(await evaluate(at('a'), at('b'), '--out', at('both'))).toBe(0);
    expect(printed).toContain('\nmean of 2 models');
    const [a, b, both] = await Promise.all(['a', 'b', 'both'].map(probabilities));
    both.forEach((row, i) => row.forEach((p, k) => expect(p).toBeCloseTo((a[i][k] + b[i][k]) / 2, 5)));
    expect(JSON.parse(await readFile(at('both/evaluation.json'), 'utf8'))).toMatchObject({
      runs: [at('a'), at('b')],
      count: both.length,
    });
  });

  it('averages over views, and then leaves the run as it was', async () => {
    const before = await readFile(at('a/evaluation.json'), 'utf8');
    expect(await evaluate(at('a'), '--views', 'ten-crop:40', '--json')).toBe(0);
    expect(JSON.parse(printed[0])).toMatchObject({ views: { crop: 'tenCrop', size: 40 } });
    expect(await readFile(at('a/evaluation.json'), 'utf8')).toBe(before);
  });

  it('refuses an ensemble in which one trained on what is evaluated, unless it is told what to evaluate on', async () => {
    expect(await evaluate(at('a'), at('other'))).toBe(2);
    expect(errors[0]).toMatch(
      /other trained on \d+ of the images that .*a held out \(say with --data or --split what to evaluate on\)$/,
    );
    expect(await evaluate(at('a'), at('other'), '--data', at('faces.csv'))).toBe(0);
  });
});
