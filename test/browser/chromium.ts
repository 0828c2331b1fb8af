import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** The path of the Chromium to test in: `$CHROMIUM_PATH`, else Debian's; `undefined` when there is none. */
export function chromiumPath(): string | undefined {
  return [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
}

/** WebGL and WebGPU on a device in software, which is the same on every machine. */
const softwareGpu = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/** Starts Chromium without a window; it asks nothing of any network. */
function launchChromium(executablePath: string, gpu: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      ...(gpu ? softwareGpu : ['--disable-gpu']),
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Opens a served page in a fresh Chromium for `use`, then closes both; rejects on an error of the page and when its time is over.
 *
 * @param ready the name of the global variable that the page sets when its script has run
 * @param gpu with WebGL and WebGPU, computed in software
 * @param seconds its time
 */
export async function inPage<T>(
  { url, close }: { url: string; close: () => Promise<void> },
  ready: string,
  use: (tab: Page) => Promise<T>,
  { gpu = false, seconds = 90 } = {},
): Promise<T> {
  const browser = await launchChromium(chromiumPath()!, gpu);
  let clock: NodeJS.Timeout | undefined;
  try {
    const tab = await browser.newPage();
    const failure = new Promise<never>((_, reject) => {
      tab.on('pageerror', reject);
      tab.on('console', (message) => {
        if (message.type() === 'error') reject(new Error(`the page says: ${message.text()}`));
      });
      clock = setTimeout(
        () => reject(new Error(`the page did not finish within ${seconds} s`)),
        seconds * 1000,
      );
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
