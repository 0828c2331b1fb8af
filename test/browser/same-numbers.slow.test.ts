import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, inPage } from './chromium';
import { servePage } from './serve-page';
import { trainTiny, type TinyRun } from './train-tiny';

const executable = chromiumPath();
const where = executable ? '' : ' (no chromium: install it or set CHROMIUM_PATH)';

/** Runs {@link trainTiny} in Chromium. */
async function inChromium({ isolated = false } = {}): Promise<{ run: TinyRun; threads: boolean }> {
  return inPage(await servePage({ isolated }), 'trainTiny', async (tab) => {
    const threads = await tab.evaluate(() => window.crossOriginIsolated);
    return { threads, run: await tab.evaluate(() => window.trainTiny()) };
  });
}

describe('one run through every library package, from data to figure', () => {
  let inNode: TinyRun;
  beforeAll(async () => {
    setThreadsCount(1);
    inNode = await trainTiny();
  });

  test('gives the same numbers again in Node', async () => {
    expect(inNode.losses).toHaveLength(2 * (48 / 16 + 16 / 16));
    expect(inNode.losses.every(Number.isFinite)).toBe(true);
    expect(inNode.run['metrics.csv'].trim().split('\n')).toHaveLength(1 + 3);
    expect(Object.keys(inNode.run)).toEqual(
      expect.arrayContaining(['evaluation.json', 'report.html', 'best/model.json']),
    );
    expect(await trainTiny()).toEqual(inNode);
  });

  test.skipIf(!executable)(`gives Node's numbers in Chromium${where}`, async () => {
    const { run, threads } = await inChromium();
    expect(threads).toBe(false);
    expect(run).toEqual(inNode);
  });

  test.skipIf(!executable)(`gives Node's numbers in Chromium with threads${where}`, async () => {
    const { run, threads } = await inChromium({ isolated: true });
    expect(threads).toBe(true);
    expect(run).toEqual(inNode);
  });
});
