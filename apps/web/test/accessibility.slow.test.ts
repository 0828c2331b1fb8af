import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousProblems } from './axe';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { putRun, trainRun } from './put-run';

const VIEWS = ['start', 'data', 'train', 'explain', 'mistakes', 'camera', 'models'];

describe.skipIf(!chromiumPath)(`every view${where}`, () => {
  let app: OpenedApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  async function look(query: string): Promise<string[]> {
    const { page, url } = app;
    const found: string[] = [];
    for (const view of VIEWS) {
      await page.goto(`${url}#/${view}${query}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Loading …').waitFor({ state: 'detached' });
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (tooWide) found.push(`${view}: the page is wider than the window`);
      found.push(...(await seriousProblems(page)).map((problem) => `${view}: ${problem}`));
    }
    return found;
  }

  test('has nothing that axe calls serious while there is nothing yet, in the light, on a desk', async () => {
    await app.page.emulateMedia({ colorScheme: 'light' });
    expect(await look('')).toEqual([]);
  });

  test('has none with a model, in the dark, on a phone, where no page is wider than the window', async () => {
    await putRun(app.page, 'one', await trainRun());
    await app.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await app.page.setViewportSize({ width: 390, height: 844 });
    expect(await look('?model=run:one')).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
