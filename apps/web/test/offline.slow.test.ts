import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { appFolder, chromiumPath, openApp, where, type OpenedApp } from './open-app';

describe.skipIf(!chromiumPath)(`the app without its server${where}`, () => {
  let app: OpenedApp | undefined;
  afterEach(() => app?.close());

  test('opens again after the first load, every view of it, and its threads start', async () => {
    app = await openApp({ offline: true });
    const { page, errors } = app;
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await app.stopServer();
    await page.context().setOffline(true);
    await page.reload();
    for (const name of ['Train', 'Explain', 'Mistakes', 'Camera', 'Models', 'Data']) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    // The thread of the data has started and read them.
    await page.getByText('2,800 images').first().waitFor();
    expect(errors).toEqual([]);

    const kept = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.slice(1));
    });
    const files = readdirSync(appFolder(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !['headers.json', 'service-worker.js'].includes(entry.name))
      .map((entry) => entry.name);
    expect(kept.map((path) => path.split('/').at(-1)).toSorted()).toEqual(files.toSorted());
  });

  test('offers a newer version that the server has, and reloads with it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fer-app-'));
    try {
      cpSync(appFolder(), folder, { recursive: true });
      app = await openApp({ offline: true, folder });
      const { page } = app;
      const offer = page.getByText('A new version of the app is here.');
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      expect(await offer.count()).toBe(0);
      appendFileSync(join(folder, 'service-worker.js'), '// newer');
      await page.reload();
      await offer.waitFor();
      const reloaded = page.waitForEvent('load');
      await page.getByRole('button', { name: 'Reload with it' }).click();
      await reloaded;
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await offer.count()).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
