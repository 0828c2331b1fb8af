import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import type { Page } from 'playwright-core';
import type { RunRecord, SpecInput } from '@fer/experiments';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousProblems } from './axe';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { trainRun } from './put-run';
import { numbersOf, readRunFile } from './read-run-file';
import { openForm, startRun, waitForState } from './train-in-app';

const spec = {
  seed: 5,
  data: { limit: 105 },
  training: { epochs: 8, replicas: 2 },
  figures: ['learning'],
} satisfies SpecInput;

/** Notes every task that keeps the page waiting, from now on. */
async function watchLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const noted: number[] = [];
    new PerformanceObserver((list) => noted.push(...list.getEntries().map((task) => task.duration))).observe({
      type: 'longtask',
    });
    Object.assign(globalThis, { noted });
  });
  return () => page.evaluate(() => (globalThis as unknown as { noted: number[] }).noted);
}

describe.skipIf(!chromiumPath)(`training in the app${where}`, () => {
  let app: OpenedApp;
  let id: string;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app?.close());

  test('is watched, paused, continued and stopped', async () => {
    const { page } = app;
    await openForm(app, { spec, workers: 2 });
    id = await startRun(app);
    const numbers = page.locator('.train-numbers');
    await numbers.waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await waitForState(app, 'Paused');
    // What was under way is still told.
    await page.waitForTimeout(500);
    const held = await numbers.textContent();
    expect(held).toMatch(/Epoch \d+ of 8.*loss \d.*accuracy .*images\/s/);
    await page.waitForTimeout(700);
    expect(await numbers.textContent()).toBe(held);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('img', { name: 'What it looks at as it learns' }).waitFor();
    await page.getByRole('img', { name: 'Which class is taken for which' }).waitFor();
    await page.getByRole('img', { name: 'Loss and accuracy by epoch' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await waitForState(app, 'Stopped');
  });

  test('goes on after a reload to the numbers of a run that never stopped, and opens its report', async () => {
    const { page } = app;
    await page.reload();
    await page.getByText(/Stopped after \d+ of 8 epochs/).waitFor();
    await page.getByRole('button', { name: 'Go on with this run' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await waitForState(app, 'Paused');
    // The links of the navigation name no run.
    await page.getByRole('link', { name: '@fer' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Train' }).click();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await waitForState(app, 'Finished');
    const record = JSON.parse(await readRunFile(page, id, 'run.json')) as RunRecord;
    expect(record).toMatchObject({ status: 'finished', resumed: 1, epochsDone: 8, backend: 'wasm' });
    setThreadsCount(1);
    const { data, training, ...rest } = spec;
    const whole = await trainRun({ ...rest, ...data, ...training, figures: [] });
    const metrics = new TextDecoder().decode(whole.get('metrics.csv'));
    expect(numbersOf(await readRunFile(page, id, 'metrics.csv'))).toEqual(numbersOf(metrics));

    await page.getByText('always angry').waitFor();
    const opening = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Open the report' }).click();
    const report = await opening;
    await report.getByRole('heading', { level: 1, name: 'tiny on drawn-faces' }).waitFor();
    // Its only script may run: the film has a slider.
    await report.locator('.film.live').waitFor();
    await report.close();
    expect(page.url()).toContain(`model=run%3A${id}`);
    expect(await seriousProblems(page)).toEqual([]);
  });

  test('is done by one tab at a time, and a run whose tab was closed is seen as stopped', async () => {
    const other = await app.page.context().newPage();
    await openForm({ page: other, url: app.url }, { spec: { ...spec, training: { epochs: 500 } } });
    const left = await startRun({ page: other });
    await other.locator('.train-numbers').waitFor();
    await openForm(app, { spec });
    await app.page.getByRole('cell', { name: 'Training in another tab' }).waitFor();
    await app.page.getByRole('button', { name: 'Start training' }).click();
    await app.page.getByText('another tab of this browser is training').waitFor();
    await other.close();
    await app.page.getByRole('cell', { name: 'Stopped' }).waitFor();
    await app.page.goto(`${app.url}#/train?run=${left}`);
    await app.page.getByRole('button', { name: 'Go on with this run' }).waitFor();
  });

  test('says what is wrong with a spec, and removes a run when it is told so twice', async () => {
    const { page } = app;
    await openForm(app, { spec });
    await page.getByLabel('Epochs', { exact: true }).fill('0');
    await page.getByText('invalid training.epochs: 0 (expected an integer >= 1)').waitFor();
    expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true);
    await page.getByLabel('Epochs', { exact: true }).fill('3');
    await page.waitForURL((url) => url.hash.includes(encodeURIComponent('"epochs":3')));
    const rows = page.getByRole('row', { name: /drawn-faces/ });
    const before = await rows.count();
    await rows.last().getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await expect.poll(() => rows.count()).toBe(before - 1);
    expect(app.errors).toEqual([]);
  });

  // A task takes longer where other programs have the processor: what is seen once only was the machine.
  test('never keeps the page waiting for 200 ms', { retry: 2 }, async () => {
    const { page } = app;
    await openForm(app, { spec });
    const longTasks = await watchLongTasks(page);
    await startRun(app);
    await page.getByRole('img', { name: 'What it looks at as it learns' }).waitFor();
    await page.getByRole('img', { name: 'Which class is taken for which' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await waitForState(app, 'Stopped');
    expect(Math.max(0, ...(await longTasks()))).toBeLessThan(200);
  });
});
