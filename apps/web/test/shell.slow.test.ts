import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';

describe.skipIf(!chromiumPath)(`the app, opened for the first time${where}`, () => {
  let app: OpenedApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  test('says what there is to do, and goes there by its links', async () => {
    const { page } = app;
    await page.getByRole('link', { name: 'Train a network' }).click();
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    expect(page.url()).toContain('#/train');
    expect(await page.title()).toContain('Train');
  });

  test('has every view in its navigation', async () => {
    const { page } = app;
    for (const name of ['Data', 'Train', 'Explain', 'Mistakes', 'Camera', 'Models']) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('link', { name, exact: true }).getAttribute('aria-current')).toBe('page');
    }
    expect(app.errors).toEqual([]);
  });
});
