import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from '../run-cli';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-study-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

it('makes a tiny study on the drawn faces, and goes on with it under --resume', async () => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const out = join(folder, 'study3');
  const words = [
    'study',
    'leaky4',
    '--limit',
    '70',
    '--epochs',
    '1',
    '--ascent-steps',
    '2',
    '--workers',
    '1',
  ];
  expect(await runCli([...words, '--only', 'main', '--out', out])).toBe(0);
  expect(printed.join('\n')).toMatch(/Parameters +539,783 +539,783/);
  const report = await readFile(join(out, 'report.html'), 'utf8');
  expect(report).toContain('At most 1 epoch instead of 30.');
  expect(report).toContain('Runs that were not made: simple3.');
  expect(report).toContain('⌊(48 + 2·2 − 5) / 1⌋ + 1');

  said.length = 0;
  expect(await runCli([...words, '--out', out, '--resume', '--markdown'])).toBe(0);
  expect(said.filter((line) => line.startsWith('epoch 1/1'))).toHaveLength(1); // only simple3
  expect(await readFile(join(out, 'report.html'), 'utf8')).toContain(
    'The study’s network and the simple one',
  );
  const markdown = await readFile(join(out, 'report.md'), 'utf8');
  const pictures = [...markdown.matchAll(/\]\((figures\/[^)]+\.png)\)/g)].map(([, path]) => path);
  expect(pictures).toContain('figures/1-saliency.png');
  for (const path of pictures)
    expect((await readFile(join(out, path))).subarray(1, 4).toString()).toBe('PNG');
});
