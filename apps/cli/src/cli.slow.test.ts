/** The built command line as a user runs it: `dist/main.js` in a process of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadModel } from '@fer/models';
import { folderStore } from '@fer/models/node';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** A photo of one face, 224 x 224. */
const portrait = fileURLToPath(new URL('../../../packages/faces/src/testing/astronaut.png', import.meta.url));
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function fer(words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
  });
  return { status, stdout, stderr };
}

/** Rows of a small FER2013 that no run was trained on. */
function otherRows(): string {
  const pixels = Array.from({ length: 2304 }, (_, i) => i % 256).join(' ');
  return ['Training', 'PublicTest', 'PrivateTest'].map((split) => `0,${pixels},${split}`).join('\n');
}

describe('fer', () => {
  it('trains on the drawn faces, and evaluates, explains and predicts with what it wrote', async () => {
    const trained = fer(['train', '--epochs', '1', '--limit', '70', '--out', 'run', '--json']);
    expect(trained.stderr).toContain('epoch 1/1  loss ');
    expect(trained.status).toBe(0);
    const record = JSON.parse(trained.stdout) as {
      status: string;
      command: string;
      result: { accuracy: number; images: number };
    };
    expect(record).toMatchObject({ run: 'run', status: 'finished', result: { images: 70 } });
    expect(record.command).toBe(
      'fer train --data drawn-faces --model tiny --epochs 1 --batch-size 64 --replicas 2 --preprocessing none --seed 0 --limit 70 --backend wasm',
    );
    expect((await readdir(join(folder, 'run'))).toSorted()).toEqual(
      [
        'best',
        'confusion.csv',
        'evaluation.json',
        'figures',
        'last',
        'learning',
        'metrics.csv',
        'report.html',
        'run.json',
      ].toSorted(),
    );
    const png = await readFile(join(folder, 'run/figures/confusion.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');

    const reported = fer([
      'report',
      'run',
      '--out',
      'paper',
      '--markdown',
      '--figures',
      'history,learning,confusedPairs',
    ]);
    expect(reported).toMatchObject({ status: 0, stdout: 'report   paper/report.html and paper/report.md\n' });
    const [page, markdown] = await Promise.all(
      ['report.html', 'report.md'].map((name) => readFile(join(folder, 'paper', name), 'utf8')),
    );
    expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
    for (const [, file] of markdown.matchAll(/\((figures\/\w+\.png)\)/g))
      expect(existsSync(join(folder, 'paper', file))).toBe(true);
    expect(markdown).toContain('figures/learning.png');
    expect(fer(['report', 'run', '--figures', 'samples,moon'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^fer: unknown figure: moon \(expected one of samples, /) as string,
    });
    await writeFile(join(folder, 'other.csv'), `emotion,pixels,Usage\n${otherRows()}`);
    expect(fer(['report', 'run', '--data', 'other.csv', '--no-cache'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /^fer: these are not the data that the run in run was trained on/,
      ) as string,
    });

    const evaluated = fer(['evaluate', 'run', '--json']);
    expect(evaluated.status).toBe(0);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ split: 'test', accuracy: record.result.accuracy });
    expect(fer(['evaluate', 'run', '--split', 'train']).stdout).toMatch(
      /^accuracy \d+\.\d %, loss \d\.\d+ on 1960 train images/,
    );
    expect(fer(['evaluate', 'run', '--split', 'moon']).stderr).toContain(
      'unknown split: moon (expected one of ',
    );

    expect(fer(['explain', 'run', '--rows', '0,5', '--out', 'look']).stdout).toContain('2 images explained');
    expect(existsSync(join(folder, 'look/figures/explained.svg'))).toBe(true);
    expect(fer(['explain', 'run', '--rows', '560']).stderr).toContain(
      'no row 560 in the test split (expected 0..559)',
    );

    await sharp({ create: { width: 60, height: 50, channels: 3, background: '#987' } })
      .png()
      .toFile(join(folder, 'face.png'));
    const predicted = fer(['predict', 'run', 'face.png', '--json']);
    const [{ probabilities }] = JSON.parse(predicted.stdout) as { probabilities: Record<string, number> }[];
    expect(Object.keys(probabilities)).toHaveLength(7);
    expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(predicted.stderr).toContain('no face found in face.png: the middle of the whole picture is used');
    expect(fer(['predict', 'run', portrait]).stdout).toMatch(/ 8\d+x7\d+ at 70,5\d+ \(99\.\d %\) /);
    const whole = fer(['predict', 'run', portrait, '--no-crop', '--json']);
    expect(JSON.parse(whole.stdout)).toMatchObject([{ image: portrait, face: null }]);
    expect(whole.stderr).not.toContain('no face');
    expect(fer(['explain', 'run', portrait, '--out', 'photo']).status).toBe(0);
    expect(fer(['explain', 'run', 'face.png', '--rows', '1']).stderr).toBe(
      'fer: image files and --rows at once (expected image files, or images of the data)\n',
    );
    await writeFile(join(folder, 'face.txt'), 'not an image');
    expect(fer(['predict', 'run', 'face.txt'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^fer: can't read face\.txt as an image/) as string,
    });
    expect(fer(['predict', 'run', 'none.png'])).toMatchObject({
      status: 2,
      stderr: 'fer: no such file: none.png\n',
    });
  });

  it('gives the same numbers on one thread and on two', async () => {
    const run = async (workers: string) => {
      const { status, stderr } = fer([
        'train',
        '--epochs',
        '2',
        '--limit',
        '70',
        '--workers',
        workers,
        '--out',
        `on-${workers}`,
      ]);
      expect(stderr).toContain('epoch 2/2');
      expect(status).toBe(0);
      const metrics = await readFile(join(folder, `on-${workers}/metrics.csv`), 'utf8');
      const weights = (await readdir(join(folder, `on-${workers}/last`))).find((name) =>
        name.endsWith('.bin'),
      );
      return { losses: metrics.split('\n').map((row) => row.split(',').slice(0, 5)), weights };
    };
    expect(await run('2')).toEqual(await run('1'));
  });

  it('stops cleanly at Ctrl-C: exit code 130, the last epoch whole', async () => {
    const child = spawn(
      process.execPath,
      [main, 'train', '--epochs', '200', '--limit', '140', '--out', 'run'],
      { cwd: folder },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('epoch   2/200') && !said.includes('stopping')) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(130);
    expect(said).toContain('stopped; what was finished is in run: ');
    const record = JSON.parse(await readFile(join(folder, 'run/run.json'), 'utf8')) as {
      status: string;
      epochsDone: number;
    };
    expect(record.status).toBe('stopped');
    expect((await readFile(join(folder, 'run/metrics.csv'), 'utf8')).trim().split('\n')).toHaveLength(
      record.epochsDone + 1,
    );
    await tf.setBackend('cpu');
    for (const place of ['best', 'last'])
      (await loadModel(folderStore(join(folder, 'run', place)))).dispose();
    expect((await readdir(join(folder, 'run/last'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each(['tfjs-node', 'tfjs-node-gpu'])('says what to install when %s is asked for', (name) => {
    expect(fer(['train', '--backend', name, '--out', 'run'])).toMatchObject({
      status: 2,
      stderr: `fer: backend ${name} is not installed (npm install @tensorflow/${name})\n`,
    });
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });
});
