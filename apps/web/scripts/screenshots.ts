// Makes the pictures of the README: trains on the drawn faces, opens the built app with that run, and looks.
// npm run build, then in apps/web: npx tsx --conditions=@fer/source scripts/screenshots.ts
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openApp } from '../test/open-app';
import { putRun, trainRun } from '../test/put-run';

const folder = join(import.meta.dirname, '..', 'screenshots');
const MINUTE = 60_000;
const SHOWN = 'model=run:tiny';

/** What is opened, and what is done there until it is worth a picture. */
const pictures: Record<string, { address: string; prepare?: (page: Page) => Promise<void> }> = {
  start: { address: '#/start' },
  data: {
    address: '#/data',
    prepare: (page) => page.getByText('2,800 images').first().waitFor({ timeout: MINUTE }),
  },
  train: {
    address: `#/train?${SHOWN}&run=tiny`,
    prepare: (page) => page.locator('figure svg').first().waitFor({ timeout: MINUTE }),
  },
  explain: {
    address: `#/explain?${SHOWN}&image=set:2100&methods=saliency,gradCam,integratedGradients`,
    async prepare(page) {
      await page.waitForFunction(
        () => document.querySelectorAll('[aria-label="Explanations"] li svg').length >= 3,
        undefined,
        { timeout: MINUTE },
      );
      await page.getByRole('list', { name: 'Explanations' }).scrollIntoViewIfNeeded();
    },
  },
  mistakes: {
    address: `#/mistakes?${SHOWN}`,
    async prepare(page) {
      await page.locator('.confusion').waitFor({ timeout: MINUTE });
      await page.locator('.confusion .wrong').first().click();
      await page
        .getByRole('img', { name: /^Grad-CAM for / })
        .first()
        .waitFor({ timeout: MINUTE });
    },
  },
};

const run = await trainRun({ limit: undefined, epochs: 12, figures: ['learning'] });
const app = await openApp({
  isolated: true,
  context: { viewport: { width: 1100, height: 760 }, colorScheme: 'light' },
});
try {
  const { page, url } = app;
  await putRun(page, 'tiny', run);
  mkdirSync(folder, { recursive: true });
  for (const [name, { address, prepare }] of Object.entries(pictures)) {
    await page.goto(`${url}${address}`);
    await page.reload();
    await prepare?.(page);
    await page.waitForTimeout(1000);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`screenshots/${name}.png`);
  }
} finally {
  await app.close();
}
process.exit(0);
