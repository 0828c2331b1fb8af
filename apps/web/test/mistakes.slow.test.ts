import { readFile } from 'node:fs/promises';
import type { RunRecord } from '@fer/experiments';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousProblems } from './axe';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { putRun, trainRun, type RunFiles } from './put-run';

describe.skipIf(!chromiumPath)(`mistakes in the browser${where}`, () => {
  let app: OpenedApp;
  let page: Page;
  let files: RunFiles;
  let record: RunRecord;
  beforeAll(async () => {
    app = await openApp();
    page = app.page;
  });
  afterAll(() => app?.close());

  const cards = () => page.locator('.mistake-card');
  const undo = () => page.locator('.mistake-card').getByRole('button', { name: /^Undo the change/ });
  const rowOf = async (at: number) =>
    new URLSearchParams((await cards().nth(at).getByRole('link').getAttribute('href'))!.split('?')[1])
      .get('image')!
      .replace('set:', '');

  test('without a network it says where one comes from', async () => {
    await page.goto(`${app.url}#/mistakes`);
    await page.getByText('There is no network to judge yet').waitFor();
    expect(
      await page.getByRole('main').getByRole('link', { name: 'Train a network' }).getAttribute('href'),
    ).toBe('#/train');
  });

  test('a run is judged by what it held out, with the accuracy that the run itself found', async () => {
    files = await trainRun({ limit: 70 });
    record = JSON.parse(new TextDecoder().decode(files.get('run.json'))) as RunRecord;
    await putRun(page, 'judged', files);
    await page.reload();
    const { accuracy, images: count } = record.result!;
    await page.getByText(`${Math.round(accuracy * count)} of ${count} images`).waitFor();
    await page
      .getByText(`${(accuracy * 100).toFixed(1)} %`, { exact: true })
      .first()
      .waitFor();
    expect(await page.locator('.confusion .cell').count()).toBe(49);
  });

  test('a number of the confusion matrix shows its images, explained', async () => {
    // The most frequent mistake about the first class.
    const cells = page.locator('.confusion tbody tr').first().locator('.wrong');
    const counts = (await cells.allTextContents()).map((text) => parseInt(text, 10));
    const images = Math.max(...counts);
    expect(images).toBeGreaterThan(1);
    await cells.nth(counts.indexOf(images)).click();
    await page.getByRole('heading', { name: /, taken for .*, the most confident first/ }).waitFor();
    await cards().first().waitFor();
    expect(await cards().count()).toBe(Math.min(24, images));
    await page
      .getByRole('img', { name: /^Grad-CAM for / })
      .first()
      .waitFor();
    await page.getByLabel('Explained by').selectOption('saliency');
    await page
      .getByRole('img', { name: /^Saliency for / })
      .first()
      .waitFor();
    const confidences = await cards().evaluateAll((all) =>
      all.map((card) => parseFloat(card.querySelector('p .quiet')!.textContent.match(/[\d.]+ %/)![0])),
    );
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
  });

  test('images get another label or are dropped, and that is still so after a reload', async () => {
    await cards().nth(0).getByRole('combobox').selectOption('neutral');
    await page.getByText('1 image with another label, 0 images dropped.').waitFor();
    await cards().nth(1).getByRole('button', { name: /^Drop/ }).click();
    await page.getByText('1 image with another label, 1 image dropped.').waitFor();
    await page.reload();
    await page.getByText('1 image with another label, 1 image dropped.').waitFor();
    await undo().nth(1).waitFor();
  });

  test('the list of changes is saved as CSV and as JSON', async () => {
    const rows = (await Promise.all([0, 1].map(rowOf))).map(Number);
    const csv = await saved(page, 'Export as CSV');
    const [header, ...lines] = csv.text.trim().split('\n');
    expect(csv.name).toBe('drawn-faces-changes.csv');
    expect(header).toBe('index,id,split,label,change,new_label,predicted,confidence,model');
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual([...rows].sort((a, b) => a - b));
    const relabelled = lines.find((line) => Number(line.split(',')[0]) === rows[0])!.split(',');
    expect(relabelled.slice(4, 6)).toEqual(['relabel', 'neutral']);
    const dropped = lines.find((line) => Number(line.split(',')[0]) === rows[1])!.split(',');
    expect(dropped.slice(4, 6)).toEqual(['drop', '']);
    expect(dropped[8]).toBe('run:judged');
    const { changes } = JSON.parse((await saved(page, 'Export as JSON')).text) as {
      changes: { index: number; label: string; predicted: string; confidence: number }[];
    };
    expect(changes.map(({ index }) => index)).toEqual([...rows].sort((a, b) => a - b));
    expect(changes.every(({ label, predicted }) => label !== predicted)).toBe(true);
    expect(changes.every(({ confidence }) => confidence > 1 / 7 && confidence <= 1)).toBe(true);
  });

  test('a corrected data set has the new label and lacks what was dropped', async () => {
    const row = Number(await rowOf(0));
    const dropped = Number(await rowOf(1));
    await page.getByLabel('Name of the corrected set').fill('mended');
    await page.getByRole('button', { name: 'Make a corrected data set' }).click();
    await page.getByText('mended: 2,799 images kept in this browser.').waitFor();
    await page.getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('radio', { name: /^mended/, checked: true }).waitFor();
    const now = dropped < row ? row - 1 : row;
    await page.evaluate((number) => (location.hash += `&page=${number}`), Math.floor(now / 72) + 1);
    await page.getByRole('link', { name: new RegExp(`^Image ${now}, neutral\\b`) }).waitFor();
    await page.goBack();
    await page.goBack();
  });

  test('a change is taken back', async () => {
    await page.getByText('1 image with another label, 1 image dropped.').waitFor();
    await undo().first().click();
    await page.getByText('0 images with another label, 1 image dropped.').waitFor();
    await page.getByRole('button', { name: 'Undo all' }).click();
    await page.getByRole('button', { name: 'Yes, undo them' }).click();
    await page.getByText('Nothing is changed yet').waitFor();
  });

  test('a run that went on is judged by its new best model', async () => {
    // Weights of nought take everything for the first class.
    const later = new Map(files);
    for (const [path, bytes] of files)
      if (path.startsWith('best/') && !path.endsWith('.json')) later.set(path, new Uint8Array(bytes.length));
    later.set('run.json', new TextEncoder().encode(JSON.stringify({ ...record, bestEpoch: 2 })));
    await putRun(page, 'judged', later);
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await page.getByRole('link', { name: 'Mistakes', exact: true }).click();
    await page.locator('.confusion').waitFor();
    const answered = await page.locator('.confusion tbody tr').first().locator('td').allTextContents();
    expect(answered[0]).toContain('100 %');
    expect(answered.slice(1)).toEqual(['0', '0', '0', '0', '0', '0']);
  });

  test('axe finds nothing serious, and nothing failed silently', async () => {
    expect(await seriousProblems(page)).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});

async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const waiting: Promise<Download> = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}
