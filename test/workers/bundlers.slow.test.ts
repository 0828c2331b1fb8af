import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, inPage } from '../browser/chromium';
import type { Run, Runs } from './apps/run.mjs';
import { buildWithVite, buildWithWebpack } from './build-apps';
import { serveFolder } from './serve-folder';

const executable = chromiumPath();
const where = executable ? '' : ' (no chromium: install it or set CHROMIUM_PATH)';
const temporary = mkdtempSync(join(tmpdir(), 'fer-bundlers-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Runs a program of this folder in plain Node: no bundler, no loader, the packages as they are built. */
async function inNode(program: string): Promise<Runs> {
  const path = join(import.meta.dirname, 'apps', program);
  const { stdout } = await promisify(execFile)(process.execPath, [path], { timeout: 120_000 });
  return JSON.parse(stdout) as Runs;
}

/** Runs a built page in Chromium. */
async function inChromium(folder: string, isolated: boolean): Promise<Runs> {
  return inPage(await serveFolder(folder, { isolated }), 'start', async (tab) => {
    expect(await tab.evaluate(() => globalThis.crossOriginIsolated)).toBe(isolated);
    return tab.evaluate(() => (globalThis as unknown as { start: () => Promise<Runs> }).start());
  });
}

describe('two replicas in two threads', () => {
  let expected: Run;
  beforeAll(async () => {
    const runs = await inNode('node-esm/main.mjs');
    expected = runs.inOne;
    expect(expected.losses).toHaveLength(2 * (5 + 2));
    expect(expected.losses.every(Number.isFinite)).toBe(true);
    expect(expected.records[1].loss).toBeLessThan(expected.records[0].loss);
    expect(runs.inTwoThreads).toEqual(expected);
  });

  test('give the numbers of one thread in a CommonJS program of Node', async () => {
    expect(await inNode('node-cjs/main.cjs')).toEqual({ inTwoThreads: expected, inOne: expected });
  });

  describe.each([
    ['Vite', buildWithVite],
    ['webpack', buildWithWebpack],
  ])('in a page built by %s', (name, build) => {
    const folder = join(temporary, name);
    beforeAll(() => build(folder));

    test.skipIf(!executable)(`give them where memory can't be shared${where}`, async () => {
      expect(await inChromium(folder, false)).toEqual({ inTwoThreads: expected, inOne: expected });
    });

    test.skipIf(!executable)(
      `give them where memory is shared, though the code is minified${where}`,
      async () => {
        expect(await inChromium(folder, true)).toEqual({ inTwoThreads: expected, inOne: expected });
      },
    );
  });
});
