import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { memoryStore, storeHandler } from '@fer/models';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { putRun, trainRun } from './put-run';

/** A layers model of somebody else's: 32 x 32 x 3 in, three logits out, no words about itself. */
async function foreignModel(): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> {
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({
        inputShape: [32, 32, 3],
        filters: 4,
        kernelSize: 3,
        activation: 'relu',
        kernelInitializer: tfl.initializers.glorotUniform({ seed: 1 }),
      }),
      tfl.layers.globalAveragePooling2d({}),
      tfl.layers.dense({ units: 3, kernelInitializer: tfl.initializers.glorotUniform({ seed: 2 }) }),
    ],
  });
  const store = memoryStore();
  await model.save(storeHandler(store));
  model.dispose();
  const mimeType = 'application/octet-stream';
  return Promise.all(
    (await store.entries()).map(async (name) => ({
      name,
      mimeType,
      buffer: Buffer.from((await store.read(name))!),
    })),
  );
}

describe.skipIf(!chromiumPath)(`models in the browser${where}`, () => {
  let app: OpenedApp;
  let server: Server;
  let foreign: Awaited<ReturnType<typeof foreignModel>>;
  beforeAll(async () => {
    app = await openApp();
    const files = await trainRun();
    await putRun(app.page, 'one', files);
    await putRun(app.page, 'two', await trainRun({ seed: 7 }));
    await tf.ready();
    foreign = await foreignModel();
    server = createServer(({ url }, response) => {
      const file = foreign.find(({ name }) => url === `/${name}`);
      response.writeHead(file ? 200 : 404, { 'Access-Control-Allow-Origin': '*' });
      response.end(file?.buffer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await app.page.goto(`${app.url}#/models`);
  });
  afterAll(async () => {
    await app?.close();
    server?.close();
  });

  test('lists those of runs, and chooses one', async () => {
    const { page } = app;
    await page.getByRole('row', { name: /tiny/ }).first().waitFor();
    expect(await page.getByRole('row', { name: /tiny/ }).count()).toBe(2);
    await page.getByRole('button', { name: 'Choose' }).first().click();
    expect(page.url()).toMatch(/model=run%3A(one|two)/);
  });

  test("opens a stranger's model from its files, once it is known what its pixels and classes are", async () => {
    const { page } = app;
    await page.getByLabel('Files or a zip').setInputFiles(foreign);
    await page.getByText('32 × 32 × 3 with 3 outputs').waitFor();
    expect(await page.getByLabel('Its output').inputValue()).toBe('logits');
    await page.getByLabel('Name', { exact: true }).fill('fruit');
    await page.getByLabel('Pixels that it was trained with').selectOption('signed');
    await page.getByLabel('Class names, 3').fill('apple\npear');
    await page.getByRole('button', { name: 'Keep the model' }).click();
    await page.getByText('2 class names for 3 outputs').waitFor();
    await page.getByLabel('Class names, 3').fill('apple\npear\nplum');
    await page.getByRole('button', { name: 'Keep the model' }).click();
    await page.getByRole('row', { name: /fruit/ }).waitFor();
    expect(page.url()).toContain('model=model%3A');
  });

  test('opens one from an address on another server, and only then talks to it', async () => {
    const { page } = app;
    const { port } = server.address() as AddressInfo;
    const refused = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'answered',
          () => 'refused',
        ),
      `http://127.0.0.1:${port}/model.json`,
    );
    expect(refused).toBe('refused');
    app.errors.length = 0;
    await page.getByLabel('Address of a model.json').fill(`http://127.0.0.1:${port}/model.json`);
    await page.getByRole('button', { name: 'Load' }).click();
    await page.getByText('32 × 32 × 3 with 3 outputs').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  test('names the file that a model lacks', async () => {
    const { page } = app;
    await page
      .getByLabel('Files or a zip')
      .setInputFiles(foreign.filter(({ name }) => name === 'model.json'));
    await page
      .getByRole('alert')
      .getByText(/weights.*is missing/)
      .waitFor();
  });

  test('a model saved as a zip is opened again with its pixels and classes', async () => {
    const { page } = app;
    const download = page.waitForEvent('download');
    await page.getByRole('row', { name: /fruit/ }).getByRole('button', { name: 'Save as zip' }).click();
    const saved = await (await download).path();
    expect(Object.keys(unzipSync(readFileSync(saved)))).toEqual(
      expect.arrayContaining(['model.json', 'about.json']),
    );
    await page
      .getByLabel('Files or a zip')
      .setInputFiles([{ name: 'again.zip', mimeType: 'application/zip', buffer: readFileSync(saved) }]);
    await page.getByText('32 × 32 × 3 with 3 outputs').waitFor();
    expect(await page.getByLabel('Class names, 3').inputValue()).toBe('apple\npear\nplum');
    expect(await page.getByLabel('Pixels that it was trained with').inputValue()).toBe('signed');
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  test('two models answer about the same image, each with its map, and where they disagree is found', async () => {
    const { page, url } = app;
    await page.goto(`${url}#/models?model=run%3Aone&with=run%3Atwo&map=saliency&row=3`);
    await page.getByRole('heading', { level: 3 }).nth(1).waitFor();
    await page.locator('.compared svg').nth(1).waitFor();
    await page.getByText('Where they disagree').click();
    await page.getByRole('button', { name: 'Ask both about the whole part' }).click();
    const sentence = await page.getByText(/They give the same answer for/).innerText();
    const [same, total] = sentence.match(/\d+/g)!.map(Number);
    expect(total).toBe(560);
    expect(same).toBeGreaterThan(0);
    expect(same).toBeLessThan(total);
    await page.locator('.disagreements button').first().click();
    await page.waitForFunction(() => !location.hash.includes('row=3'));
    expect(app.errors).toEqual([]);
  });

  test('one that was brought in is removed for good', async () => {
    const { page } = app;
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('row', { name: /fruit/ }).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row', { name: /fruit/ }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('row', { name: /tiny/ }).first().waitFor();
    expect(await page.getByRole('row', { name: /fruit/ }).count()).toBe(0);
  });
});
