import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium } from './chromium';
import { servePage } from './serve-page';
import { trainTiny, type TinyRun } from './train-tiny';

const executable = chromiumPath();
const where = executable ? '' : ' (no chromium: install it or set CHROMIUM_PATH)';

/** Runs {@link trainTiny} in a fresh Chromium; rejects on an error of the page and after a minute and a half. */
async function inChromium({ isolated = false } = {}): Promise<{ run: TinyRun; threads: boolean }> {
  const page = await servePage({ isolated });
  const browser = await launchChromium(executable!);
  let clock: NodeJS.Timeout | undefined;
  try {
    const tab = await browser.newPage();
    const failure = new Promise<never>((_, reject) => {
      tab.on('pageerror', reject);
      tab.on('console', (message) => {
        if (message.type() === 'error') reject(new Error(`the page says: ${message.text()}`));
      });
      clock = setTimeout(() => reject(new Error('the page did not finish within 90 s')), 90_000);
    });
    const result = async () => {
      await tab.goto(page.url);
      await tab.waitForFunction(() => 'trainTiny' in window);
      const threads = await tab.evaluate(() => window.crossOriginIsolated);
      return { threads, run: await tab.evaluate(() => window.trainTiny()) };
    };
    return await Promise.race([result(), failure]);
  } finally {
    clearTimeout(clock);
    await browser.close();
    await page.close();
  }
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
