import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousProblems } from './axe';
import { writeCameraFile } from './camera-file';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { putRun, trainRun, type RunFiles } from './put-run';
import { seenWorker, tensorsOf, watchWorker } from './watch-worker';

const VIEW = '#/camera?model=run%3Aone';
const start = (page: Page) => page.getByRole('button', { name: /^Start the camera/ }).click();

/** Numbers of the table, as shares. */
async function probabilities(page: Page): Promise<number[]> {
  const texts = await page.locator('.probabilities .value').allInnerTexts();
  return texts.map((text) => Number.parseFloat(text) / 100);
}

/** Where what is drawn has changed since this was called before: how many pixels, and the rectangle that they are in. */
const drawnAnew = (page: Page) =>
  page.locator('.stage canvas').evaluate((canvas: HTMLCanvasElement & { kept?: ImageDataArray }) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    const before = canvas.kept ?? data;
    canvas.kept = data;
    const changed = { pixels: 0, left: width, top: height, right: 0, bottom: 0 };
    for (let i = 0; i < width * height; i++) {
      if ([0, 1, 2].every((k) => Math.abs(data[i * 4 + k] - before[i * 4 + k]) <= 8)) continue;
      const [x, y] = [i % width, Math.floor(i / width)];
      changed.pixels++;
      changed.left = Math.min(changed.left, x);
      changed.top = Math.min(changed.top, y);
      changed.right = Math.max(changed.right, x);
      changed.bottom = Math.max(changed.bottom, y);
    }
    return changed;
  });

const waitForPictures = async (page: Page, count: number) => {
  const { answered } = await seenWorker(page);
  await expect
    .poll(async () => (await seenWorker(page)).answered - answered, { timeout: 60_000 })
    .toBeGreaterThan(count);
};

describe.skipIf(!chromiumPath)(`the camera${where}`, () => {
  let folder: string;
  let files: RunFiles;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fer-camera-'));
    files = await trainRun();
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe('before which there is a face', () => {
    let app: OpenedApp;
    beforeAll(async () => {
      const camera = join(folder, 'face.y4m');
      await writeCameraFile(camera, { face: true });
      app = await openApp({ camera });
      await putRun(app.page, 'one', files);
      await watchWorker(app.page);
      await app.page.goto(`${app.url}${VIEW}`);
      await app.page.reload();
    });
    afterAll(() => app?.close());

    test('is off until it is started; then the network answers to the face, ever anew', async () => {
      const { page } = app;
      await page.getByText('No picture leaves this machine').waitFor();
      await page.getByText('This network was trained on the drawn faces').waitFor();
      expect((await seenWorker(page)).tracks).toEqual([]);
      await start(page);
      await page.locator('tr.most').waitFor();
      const first = await probabilities(page);
      expect(first).toHaveLength(7);
      expect(first.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 2);
      await expect.poll(() => probabilities(page), { timeout: 20_000 }).not.toEqual(first);
      const [likeliest] = await page.locator('tr.most th').allInnerTexts();
      await page.getByRole('status').getByText(`${likeliest}, `).waitFor({ state: 'attached' });
    });

    test('gives one picture at a time, as fast as they are answered, and nothing of them stays', async () => {
      const { page } = app;
      await waitForPictures(page, 10);
      const tensors = await tensorsOf(page);
      await waitForPictures(page, 100);
      expect(Math.abs((await tensorsOf(page)) - tensors)).toBeLessThan(60);
      const after = await seenWorker(page);
      expect(after.most).toBe(1);
      expect(after.longest).toBeLessThan(200);
    });

    test('draws a heat map over the face, and nowhere else; a frozen picture is asked anew', async () => {
      const { page } = app;
      await page.getByRole('button', { name: 'Freeze' }).click();
      await page.getByRole('button', { name: 'Go on' }).waitFor();
      await page.getByText(/^Grad-CAM for/).waitFor();
      await page.waitForTimeout(500);
      const { answered } = await seenWorker(page);
      await drawnAnew(page);
      await page.getByRole('combobox', { name: 'Heat map' }).selectOption('None');
      await page.getByText(/^Grad-CAM for/).waitFor({ state: 'detached' });
      expect((await seenWorker(page)).answered).toBe(answered + 1);
      const { pixels, ...place } = await drawnAnew(page);
      expect(pixels).toBeGreaterThan(1000);
      // The face of the file.
      expect(place.left).toBeGreaterThan(220);
      expect(place.right).toBeLessThan(430);
      expect(place.top).toBeGreaterThan(120);
      expect(place.bottom).toBeLessThan(300);
      await page.getByRole('combobox', { name: 'Heat map' }).selectOption('Saliency');
      await page.getByRole('combobox', { name: 'Of which class' }).selectOption('sad');
      await page.getByText('Saliency for sad').waitFor();
      expect(page.url()).toMatch(/method=saliency.*target=sad/);
      await page.getByRole('button', { name: 'Go on' }).click();
      await waitForPictures(page, 2);
      expect(await seriousProblems(page)).toEqual([]);
    });

    test('goes off when it is stopped, when the page is hidden and when its picture goes on to be explained', async () => {
      const { page } = app;
      const isOff = () =>
        expect.poll(async () => (await seenWorker(page)).tracks.includes('live')).toBe(false);
      await page.getByRole('button', { name: 'Stop' }).click();
      await isOff();
      await start(page);
      await page.locator('tr.most').waitFor();
      await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        Object.defineProperty(document, 'hidden', { value: false });
      });
      await page.getByText('switched off while this page was hidden').waitFor();
      await isOff();
      await start(page);
      await page.locator('tr.most').waitFor();
      await page.getByRole('button', { name: 'Freeze' }).click();
      await page.getByRole('link', { name: 'Open in Explain' }).click();
      await page.getByRole('button', { name: 'Back to the data set' }).waitFor();
      await isOff();
      expect((await seenWorker(page)).tracks).toHaveLength(3);
      expect((await seenWorker(page)).most).toBe(1);
      expect(app.errors).toEqual([]);
    });
  });

  describe('before which nobody is, or that is not there', () => {
    let app: OpenedApp;
    beforeAll(async () => {
      const camera = join(folder, 'wall.y4m');
      await writeCameraFile(camera, { face: false });
      app = await openApp({ camera });
    });
    afterAll(() => app?.close());

    test('the view teaches while there is no network', async () => {
      const { page } = app;
      await page.goto(`${app.url}#/camera`);
      await page.getByText('There is no network to watch yet').waitFor();
      expect(await page.getByRole('link', { name: 'Train a network' }).getAttribute('href')).toContain(
        '#/train',
      );
    });

    test('says that no face is found', async () => {
      const { page } = app;
      await putRun(page, 'one', files);
      await page.goto(`${app.url}${VIEW}`);
      await page.reload();
      await start(page);
      await page.getByText('No face found').first().waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
    });

    test('says what to do where the camera is refused, used by another, or not there', async () => {
      const { page } = app;
      await page.context().clearPermissions();
      await start(page);
      await page.getByRole('alert').getByText('The camera was not allowed').waitFor();
      const fail = (name: string) =>
        page.evaluate((name) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('as a test', name));
        }, name);
      await fail('NotReadableError');
      await start(page);
      await page.getByRole('alert').getByText('Another program or tab may be using it').waitFor();
      await fail('NotFoundError');
      await start(page);
      await page.getByRole('alert').getByText('No camera was found').waitFor();
      expect(await seriousProblems(page)).toEqual([]);
      expect(app.errors).toEqual([]);
    });
  });
});
