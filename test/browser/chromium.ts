import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** The path of the Chromium to test in: `$CHROMIUM_PATH`, else Debian's; `undefined` when there is none. */
export function chromiumPath(): string | undefined {
  return [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
}

/** Starts Chromium without a window; it asks nothing of any network. */
function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Opens a served page in a fresh Chromium for `use`, then closes both; rejects on an error of the page and after a minute and a half.
 *
 * @param ready the name of the global variable that the page sets when its script has run
 */
export async function inPage<T>(
  { url, close }: { url: string; close: () => Promise<void> },
  ready: string,
  use: (tab: Page) => Promise<T>,
): Promise<T> {
  const browser = await launchChromium(chromiumPath()!);
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
      await tab.goto(url);
      await tab.waitForFunction((name) => name in globalThis, ready);
      return use(tab);
    };
    return await Promise.race([result(), failure]);
  } finally {
    clearTimeout(clock);
    await browser.close();
    await close();
  }
}
