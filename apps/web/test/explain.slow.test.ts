import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askDirectly, watchRoom } from './ask-directly';
import { seriousProblems } from './axe';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { putRun, trainRun } from './put-run';

describe.skipIf(!chromiumPath)(`explaining an answer${where}`, () => {
  let app: OpenedApp;
  let page: Page;
  const open = async (params: string) => {
    await page.goto(`${app.url}#/start`);
    await page.goto(`${app.url}#/explain?${params}`);
    await page.getByRole('heading', { name: 'What the model says' }).waitFor();
  };
  const card = (name: string) =>
    page
      .getByRole('list', { name: 'Explanations' })
      .getByRole('listitem')
      .filter({
        has: page.getByRole('heading', { name, exact: true }),
      });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const openFamily = (name: string) => page.locator('summary').filter({ hasText: name }).first().click();

  beforeAll(async () => {
    const training = trainRun();
    app = await openApp();
    ({ page } = app);
    await page.goto(`${app.url}#/explain`);
    await page.getByRole('heading', { name: 'There is nothing to ask yet' }).waitFor();
    await watchRoom(page);
    await putRun(page, 'tiny', await training);
    await page.reload();
  });
  afterAll(() => app?.close());

  test('asks the newest model about a picture of the data set, and says what computes', async () => {
    await page.getByRole('heading', { name: 'What the model says' }).waitFor();
    expect(page.url()).toContain('model=run%3Atiny');
    expect(await page.getByRole('row').filter({ hasText: '%' }).count()).toBe(7);
    expect(await page.getByText('Computed by').textContent()).toMatch(/^Computed by wasm\. Not by webgpu: /);
    await press('Next picture');
    expect(page.url()).toContain('image=set%3A1');
  });

  test('shows methods side by side, those of one unit on one scale, with time and what they miss', async () => {
    await open('model=run:tiny&image=set:3&methods=gradCam,inputXGradient');
    await openFamily('Gradients');
    await page.getByLabel('integratedGradients', { exact: true }).check();
    await page.getByLabel('Steps of the path').fill('8');
    await page.getByLabel('Class to explain').selectOption('sad');
    for (const name of ['gradCam', 'inputXGradient', 'integratedGradients'])
      await card(name)
        .getByText(/^\d+ ms$|^[\d.]+ s$/)
        .waitFor();
    expect(await card('integratedGradients').textContent()).toContain('Completeness error');
    expect(await card('inputXGradient').textContent()).toContain('one scale with the other');
    expect(await card('gradCam').textContent()).toContain('a scale of its own');
    const ends = (name: string) => card(name).locator('svg text').allTextContents();
    expect(await ends('inputXGradient')).toEqual(await ends('integratedGradients'));
    expect(new URL(page.url()).hash).toMatch(
      /methods=.*integratedGradients.*target=4|target=4.*integratedGradients/,
    );
    expect(decodeURIComponent(page.url())).toContain('"steps":8');
  });

  test('measures how faithful maps are beside random ones', async () => {
    await press('Measure how faithful they are');
    await card('integratedGradients')
      .getByText(/random 0\.\d+: /)
      .first()
      .waitFor();
    await press('Measure how faithful they are');
  });

  test('shows maps alone, over the picture or as what is left of it, and keeps that in the address', async () => {
    await page.getByRole('combobox', { name: 'Show' }).selectOption('masked');
    await card('gradCam')
      .getByText(/\d+ % of the pixels are left/)
      .waitFor();
    await page.reload();
    await page.getByLabel('From this strength on').waitFor();
    expect(await page.getByLabel('Class to explain').inputValue()).toBe('4');
    const saved = page.waitForEvent('download');
    await card('gradCam').getByRole('button', { name: 'Save as PNG' }).click();
    expect((await saved).suggestedFilename()).toBe('gradCam.png');
  });

  test('refines in sight, and stops with what there is', async () => {
    const settings = encodeURIComponent(JSON.stringify({ rise: { masks: 8000 } }));
    await open(`model=run:tiny&image=set:3&methods=rise&settings=${settings}`);
    await card('rise').getByRole('img').first().waitFor();
    await press('Stop');
    await card('rise')
      .getByText(/Stopped at \d+ of 8000/)
      .waitFor();
  });

  test('says of methods that can not explain the model why', async () => {
    await openFamily('Class activation maps');
    const refused = page.getByLabel('classActivationMap', { exact: true });
    expect(await refused.isDisabled()).toBe(true);
    const id = await refused.getAttribute('aria-describedby');
    expect(await page.locator(`#${id}`).textContent()).toContain('global average pooling');
  });

  test('looks inside by the keyboard: a layer, a filter, what moves it and what it asks for', async () => {
    await page.getByRole('list', { name: 'Layers of the model' }).getByRole('button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /puts out$/ }).waitFor();
    await page.getByRole('button', { name: 'Filter 2' }).press('Enter');
    await page.getByRole('img', { name: 'What filter 2 of conv1 puts out for this picture' }).waitFor();
    await page.getByRole('img', { name: 'The pictures’ parts that move filter 2 most' }).waitFor();
    await page.getByRole('button', { name: 'Paint longer' }).waitFor();
    await page.locator('svg text').filter({ hasText: 'Step 60 of 60' }).waitFor();
    expect(page.url()).toContain('layer=conv1&filter=2');
    expect(await seriousProblems(page)).toEqual([]);
  });

  test('takes a picture that is pasted', async () => {
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(120, 90);
      const context = canvas.getContext('2d')!;
      context.fillStyle = 'orange';
      context.fillRect(20, 10, 60, 60);
      const pasted = new DataTransfer();
      pasted.items.add(new File([await canvas.convertToBlob()], 'clip.png', { type: 'image/png' }));
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted }));
    });
    await page.getByText('No face was found: the model sees the whole picture.').waitFor();
    await page.getByRole('img', { name: 'The picture: Pasted picture' }).waitFor();
    await press('Back to the data set');
    await page.getByRole('list', { name: 'Pictures of the data set' }).waitFor();
  });

  test('explains 200 pictures in steady memory', async () => {
    const shape = [10, 48, 48, 1];
    const data = Array.from({ length: 10 * 48 * 48 }, (_, i) => (i * 7919) % 2);
    const explain = (method: string) =>
      askDirectly(page, 'explainImages', ['run:tiny', { data, shape }, { method }]);
    await explain('saliency');
    await explain('gradCam');
    const before = await askDirectly(page, 'memory', []);
    for (let i = 0; i < 10; i++) {
      await explain('saliency');
      await explain('gradCam');
    }
    const after = await askDirectly(page, 'memory', []);
    // What was asked before may have been given up in between.
    expect(after.tensors).toBeLessThanOrEqual(before.tensors);
    expect(after.bytes).toBeLessThanOrEqual(before.bytes);
    expect(app.errors).toEqual([]);
  });
});
