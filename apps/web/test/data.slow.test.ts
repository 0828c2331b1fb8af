import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { select, writeCsv, type LabelledImages } from '@fer/data';
import { writeFolder } from '@fer/data/node';
import { drawnFaces } from '@fer/drawn-faces';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousProblems } from './axe';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { putRun, trainRun } from './put-run';

describe.skipIf(!chromiumPath)(`data in the browser${where}`, () => {
  let app: OpenedApp;
  let page: Page;
  let folder: string;
  let faces: LabelledImages;
  let csv: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fer-web-data-'));
    const { ids: _, ...all } = await drawnFaces();
    faces = select(
      all,
      Array.from({ length: 140 }, (__, i) => i * 20),
    );
    csv = [...writeCsv(faces)].join('');
    app = await openApp();
    page = app.page;
    await page.goto(`${app.url}#/data`);
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A file of the disk. */
  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }
  const choose = (path: string) => page.getByLabel('Choose a file').setInputFiles(path);
  const kept = (name: string) => page.getByText(`${name}: 140 images kept in this browser.`).waitFor();
  const dataId = () => new URL(page.url().replace('#/', '')).searchParams.get('data');

  test('the drawn faces are there at once, counted and browsed', async () => {
    await page.getByText('2,800 images of 48 × 48, 7 classes').waitFor();
    await page.getByRole('img', { name: /Bar chart: images of each class/ }).waitFor();
    await page.getByRole('combobox', { name: 'Class' }).selectOption('happy');
    await page.getByRole('combobox', { name: 'Part' }).selectOption('test');
    await page.getByText('80 images', { exact: true }).waitFor();
    await page.getByRole('link', { name: /^Image 3,/ }).waitFor({ state: 'detached' });
    const test = page.getByRole('link', { name: /^Image \d+, happy ?, test$/ });
    expect(await test.count()).toBe(72);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2 of 2').waitFor();
    expect(await test.count()).toBe(8);
  });

  test('the same csv, plain, gzipped and zipped, is one data set', async () => {
    await choose(await file('faces.csv', csv));
    await kept('faces.csv');
    const id = dataId();
    await choose(await file('faces.csv.gz', gzipSync(strToU8(csv))));
    await kept('faces.csv.gz');
    expect(dataId()).toBe(id);
    await choose(await file('faces.zip', zipSync({ 'inside/faces.csv': strToU8(csv) })));
    await kept('faces.zip');
    expect(dataId()).toBe(id);
    expect(await page.getByRole('radio').count()).toBe(2);
  });

  test('a bad row is named, and can be left out', async () => {
    const lines = csv.split('\n');
    lines[5] = lines[5].replace(/^(\d,)\d+/, '$1999');
    await choose(await file('damaged.csv', lines.join('\n')));
    const alert = page.getByRole('alert');
    await alert.getByText('damaged.csv line 6, column "pixels": value 999 at pixel 1').waitFor();
    await alert.getByRole('button', { name: 'leave out what is bad' }).click();
    await page.getByText('damaged.csv: 139 images kept').waitFor();
    await page.getByText('1 row or picture left out:').waitFor();
  });

  test('what is no data set is refused with what was expected', async () => {
    await choose(await file('notes.csv', 'day,note\nMonday,rain\n'));
    await page
      .getByRole('alert')
      .getByText(/notes\.csv.*expected/)
      .waitFor();
  });

  test('reading can be stopped; then nothing is kept', async () => {
    const large = await file('large.csv', [...writeCsv(await drawnFaces())].join(''));
    const sets = await page.getByRole('radio').count();
    await page.evaluate(() => {
      const observer = new MutationObserver(() => {
        const stop = [...document.querySelectorAll('button')].find(
          ({ textContent }) => textContent === 'Stop',
        );
        stop?.click();
        if (stop) observer.disconnect();
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    await choose(large);
    await page.getByText('Stopped; nothing was kept.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(sets);
  });

  test('a folder of pictures is read, chosen or dropped', async () => {
    const pictures = join(folder, 'my-faces');
    await writeFolder(select(faces, [0, 1, 2, 3, 70, 71, 72]), pictures);
    await page.getByLabel('Choose a folder').setInputFiles(pictures);
    await page.getByText('my-faces: 7 images kept').waitFor();
    const id = dataId();
    await choose(await file('faces.csv', csv));
    await kept('faces.csv');
    await drop(page, pictures);
    await page.getByText('my-faces: 7 images kept').waitFor();
    expect(dataId()).toBe(id);
    await page.getByRole('link', { name: /^Image 0, / }).waitFor();
  });

  test('the arrow keys go from image to image, and one opens in Explain', async () => {
    await page.getByRole('link', { name: /^Image 0, / }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Image 2, /);
    expect(await page.locator('.faces a[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Explain' }).waitFor();
    expect(page.url()).toContain('image=set%3A2');
    await page.goBack();
  });

  test('copies are found, also under other labels', async () => {
    const twice = select(faces, [0, 1, 2, 3, 4, 0]);
    twice.labels![5] = (twice.labels![0] + 1) % 7;
    await choose(await file('twice.csv', [...writeCsv(twice)].join('')));
    await page.getByText('1 image more than once (1 further copy); 1 under different labels').click();
    await page.getByRole('heading', { name: '2 images, different labels' }).waitFor();
  });

  test('a kept set is there after a reload, and is removed only after a question', async () => {
    await page.reload();
    await page.getByRole('radio', { name: /^twice\.csv/ }).waitFor();
    const sets = await page.getByRole('radio').count();
    await page.getByRole('button', { name: 'Remove twice.csv' }).click();
    await page.getByRole('button', { name: 'Keep it', exact: true }).click();
    expect(await page.getByRole('radio').count()).toBe(sets);
    await page.getByRole('button', { name: 'Remove twice.csv' }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await page.getByRole('radio', { name: /^twice\.csv/ }).waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: /^Drawn faces/, checked: true }).waitFor();
  });

  test('once a model is asked, images are browsed by its answers', async () => {
    await putRun(page, 'asked', await trainRun({ limit: 70 }));
    await page.goto(`${app.url}#/data?model=run:asked&part=validation`);
    await page.reload();
    await page.getByLabel('Right or wrong').selectOption('wrong');
    await page.getByText('Ask the model first').waitFor();
    await page.getByRole('button', { name: 'Ask the model about 280 images' }).click();
    const asked = await page.getByText(/% of 280 answers right/).textContent();
    const wrong = 280 - Math.round((parseFloat(asked!) / 100) * 280);
    await page.getByText(`${wrong} images`, { exact: true }).waitFor();
  });

  test('axe finds nothing serious, and nothing failed silently', async () => {
    await page.getByText('Nothing odd was found').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});

/** Drops a file or a folder of the disk, as a person does. */
async function drop(page: Page, path: string): Promise<void> {
  const box = (await page.locator('.drop').boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 20, data });
  await session.detach();
}
