import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
}

function fer(...words: string[]) {
  listen();
  return runCli([...words, '--backend', 'wasm']);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-inside-'));
  const words = ['train', '--data', 'drawn-faces', '--model', 'tiny', '--limit', '56', '--epochs', '1'];
  expect(await fer(...words, '--workers', '1', '--out', at('run'))).toBe(0);
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

describe('fer filters', () => {
  it('draws the pictures of filters, the images that move them, and tells what each does', async () => {
    const words = ['filters', at('run'), '--filters', '0,2', '--steps', '2', '--top', '3', '--limit', '20'];
    expect(await fer(...words, '--layer', 'conv1', '--out', at('look'))).toBe(0);
    expect(await readdir(at('look/figures'))).toEqual(
      ['filters-conv1-course', 'filters-conv1-images', 'filters-conv1'].flatMap((name) => [
        `${name}.png`,
        `${name}.svg`,
      ]),
    );
    expect(await readFile(at('look/figures/filters-conv1.svg'), 'utf8')).toContain('filter 2');
    expect(await readFile(at('look/figures/filters-conv1-images.svg'), 'utf8')).toContain('Out of 20 images');
    expect(printed.join('\n')).toMatch(
      /of images > 0.*\nfilter 0 .*\nfilter 2 .*\n\d+ of \d+ filters \(.*20 images.*\n[0-2] of 2 filters found a pattern\.$/,
    );
    const [told] = /\d of 2 filters found a pattern\./.exec(printed.join('\n'))!;
    expect(await readFile(at('look/figures/filters-conv1.svg'), 'utf8')).toContain(told);
    expect(await readFile(at('look/figures/filters-conv1-course.svg'), 'utf8')).toContain('in 2 steps');
    expect(await fer(...words, '--layer', 'conv1', '--json', '--out', at('look'))).toBe(0);
    const { patterns } = JSON.parse(printed.join('\n')) as { patterns: { found: number; filters: number[] } };
    expect(patterns).toMatchObject({ found: Number(told[0]), of: 2 });
    expect(patterns.filters).toHaveLength(patterns.found);
    expect(await fer(...words, '--layer', 'conv1', '--json', '--init', 'grey', '--out', at('look'))).toBe(0);
    expect(printed.join('\n')).not.toContain('patterns');
    expect(JSON.parse(printed.join('\n'))).toMatchObject({ images: 20, filters: [{ filter: 0 }, { filter: 2 }] }); // prettier-ignore
  });

  it.each([
    [['--layer', 'nope'], "unknown layer: 'nope' (expected one of: "],
    [['--layer', 'conv1', '--filters', '900'], "invalid filter of layer 'conv1': 900 (expected 0.."],
    [['--steps', '0'], 'invalid steps: 0 (expected a whole number from 1)'],
    [['--init', 'none.png'], 'no such file: none.png'],
    [['--top', '0'], 'invalid --top: 0 (expected an integer >= 1)'],
    [['--top', '3', '--limit', '0'], 'invalid --limit: 0 (expected an integer >= 1)'],
    [['--json'], '--json without --top'],
  ])('%j is one line that says what is wrong, exit code 2', async (words, message) => {
    expect(await fer('filters', at('run'), ...words, '--out', at('bad'))).toBe(2);
    expect(errors.join('\n')).toContain(message);
    expect(existsSync(at('bad'))).toBe(false);
  });
});

describe('fer activations', () => {
  it('draws a sheet of every layer that has places, or of those named', async () => {
    expect(await fer('activations', at('run'), '--out', at('sheets'))).toBe(0);
    const names = await readdir(at('sheets/figures'));
    expect(names).toContain('activations-conv1.svg');
    expect(names).toContain('activations-pool1.png');
    expect(names.length).toBeGreaterThan(10);
    expect(await fer('activations', at('run'), '--row', '3', '--layer', 'conv1', '--out', at('one'))).toBe(0);
    expect(await readdir(at('one/figures'))).toEqual(['activations-conv1.png', 'activations-conv1.svg']);
    expect(printed).toEqual([`1 layer drawn: ${at('one')}/figures/activations-<layer>.png (and .svg)`]);
  });

  it.each([
    [['--layer', 'logits'], 'layer logits puts out [1, 7] (expected one with a height and a width: conv1'],
    [['--row', '99999'], 'no row 99999 in the '],
    [['face.png', '--row', '1'], 'an image file and --row at once (expected one of them)'],
  ])('%j is one line that says what is wrong, exit code 2', async (words, message) => {
    expect(await fer('activations', at('run'), ...words, '--out', at('bad'))).toBe(2);
    expect(errors.join('\n')).toContain(message);
    expect(existsSync(at('bad'))).toBe(false);
  });
});

describe('fer models --check-gradients', () => {
  it('finds the gradients of every layer of a network right, and prints them', async () => {
    expect(await fer('models', 'tiny', '--check-gradients')).toBe(0);
    const text = printed.join('\n');
    expect(text).toMatch(/^conv1 +input +[\d,]+ +\d+ +\d+ +\d\.\de[-+]\d+ +ok$/m);
    expect(text).toMatch(/^ +p - y +21 +21 +0 .* ok$/m);
    expect(text).not.toContain('WRONG');
  });
});
