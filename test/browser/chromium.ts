import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The path of the Chromium to test in: `$CHROMIUM_PATH`, else Debian's; `undefined` when there is none. */
export function chromiumPath(): string | undefined {
  return [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path));
}

/** Starts Chromium without a window; it asks nothing of any network. */
export function launchChromium(executablePath: string): Promise<Browser> {
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
