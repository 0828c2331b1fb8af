import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';

/** What the first page may weigh, compressed. */
const FIRST_LOAD = 300_000;

describe.skipIf(!chromiumPath)(`the app, opened for the first time${where}`, () => {
  let app: OpenedApp;
  let stranger: Server;
  beforeAll(async () => {
    app = await openApp();
    stranger = createServer((_request, response) =>
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('{}'),
    );
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    stranger?.close();
    await app?.close();
  });

  test('loads little before anything is asked of it, and no thread', async () => {
    const { page, url } = app;
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    const bodies = await Promise.all(
      [url, ...new Set(loaded)].map(async (address) =>
        Buffer.from(await (await fetch(address)).arrayBuffer()),
      ),
    );
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeLessThan(FIRST_LOAD);
    expect(page.workers()).toEqual([]);
  });

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
      expect(
        await page.getByRole('navigation').getByRole('link', { name }).getAttribute('aria-current'),
      ).toBe('page');
    }
    expect(app.errors).toEqual([]);
  });

  test('loads no engine into the page thread, whatever view is open', async () => {
    const scripts = await app.page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js') && !name.includes('worker'))
        .map(({ name }) => name),
    );
    const bodies = await Promise.all(
      [...new Set(scripts)].map(async (address) => (await fetch(address)).arrayBuffer()),
    );
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(new Uint8Array(body)).length, 0);
    expect(bytes).toBeLessThan(FIRST_LOAD);
  });

  test('is gone through by keyboard, and a change of view begins at its beginning', async () => {
    const { page, url } = app;
    await page.goto(url);
    await page.reload();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    for (const name of ['@fer', 'Data', 'Train']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(name);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Train' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'main');
  });

  test('says that the model of a link is not here, and where to bring it in', async () => {
    const { page, url } = app;
    for (const view of ['explain', 'mistakes', 'camera']) {
      await page.goto(`${url}#/${view}?model=run:elsewhere`);
      const notice = page.getByText('The model of this address is not in this browser');
      await notice.getByRole('link', { name: 'a run' }).waitFor();
    }
    await page.getByRole('link', { name: 'a model' }).click();
    await page.getByRole('heading', { level: 2, name: 'Open a model' }).waitFor();
    expect(app.errors).toEqual([]);
  });

  test('keeps the colours that were chosen', async () => {
    const { page } = app;
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByLabel('Colours').selectOption('light');
    const light = await background();
    await page.getByLabel('Colours').selectOption('dark');
    await page.reload();
    expect(await page.getByLabel('Colours').inputValue()).toBe('dark');
    expect(await background()).not.toBe(light);
  });

  test('shows what broke, and a way back, where a part of it does not load', async () => {
    const { page, url } = app;
    await page.route(/camera-view/, (route) => route.abort());
    await page.goto(`${url}#/start`);
    await page.reload();
    await page.getByRole('navigation').getByRole('link', { name: 'Camera' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'Back to the start' }).click();
    await page.getByRole('link', { name: 'Train a network' }).waitFor();
  });

  test('can talk to nobody but its own server', async () => {
    const { page } = app;
    const { port } = stranger.address() as AddressInfo;
    const fetched = await page.evaluate(
      (address) => fetch(address).then(String, (error: unknown) => String(error)),
      `http://127.0.0.1:${port}/model.json`,
    );
    expect(fetched).toContain('TypeError');
  });
});
