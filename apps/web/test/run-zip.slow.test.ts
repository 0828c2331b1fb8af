/** A run goes from the command line into the browser and back, as a zip of its folder. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { experimentSpec } from '@fer/experiments';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';

const main = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fer-run-zip-'));
const fer = (...words: string[]) => promisify(execFile)(process.execPath, [main, ...words], { cwd: folder });

function filesOf(run: string): Record<string, Uint8Array> {
  const files = readdirSync(run, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(run, path).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))];
    }),
  );
}

describe.skipIf(!chromiumPath)(`a run of the command line${where}`, () => {
  let app: OpenedApp;
  let trained: Record<string, Uint8Array>;
  const bringIn = (name: string, zip: Uint8Array) =>
    app.page
      .getByLabel('Bring in a run (zip)')
      .setInputFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(zip) });

  beforeAll(async () => {
    const spec = experimentSpec({ model: 'tiny', limit: 70, epochs: 1, replicas: 1, figures: [] });
    writeFileSync(join(folder, 'spec.json'), JSON.stringify(spec));
    await fer('run', 'spec.json', '--out', 'run', '--backend', 'wasm');
    trained = filesOf(join(folder, 'run'));
    app = await openApp();
    await app.page.goto(`${app.url}#/train`);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app?.close();
  });

  test('is refused where a part of it is missing', async () => {
    const { page } = app;
    const whole = zipSync({ run: trained });
    const weights = Object.keys(trained).find((path) => /^best\/.*\.bin$/.test(path))!;
    const { [weights]: _, ...rest } = trained;
    const damaged = whole.slice();
    damaged[damaged.length >> 1] ^= 0xff;
    for (const [zip, why] of [
      [whole.subarray(0, whole.length - 1000), /cut\.zip/],
      [damaged, /damaged in the archive/],
      [zipSync({ run: rest }), /weights-.* is missing in/],
      [zipSync({ 'notes.txt': new Uint8Array(3) }), /no run\.json in/],
    ] as const) {
      await bringIn('cut.zip', zip);
      await page.getByRole('alert').filter({ hasText: why }).waitFor();
    }
  });

  test('is kept by the browser and saved again, file for file, and evaluated by the command line', async () => {
    const { page } = app;
    await bringIn('run.zip', zipSync({ run: trained }));
    await page.waitForURL(/run=/);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as zip' }).first().click();
    const saved = new Uint8Array(readFileSync(await (await saving).path()));
    const zip = unzipSync(saved);
    const [top] = Object.keys(zip)[0].split('/');
    for (const [path, bytes] of Object.entries(zip)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    expect(filesOf(join(folder, top))).toEqual(trained);
    writeFileSync(join(folder, 'saved.zip'), saved);
    const evaluated = await Promise.all(
      [top, 'saved.zip'].map((run) => fer('evaluate', run, '--json', '--backend', 'wasm')),
    );
    const accuracies = evaluated.map(({ stdout }) => (JSON.parse(stdout) as { accuracy: number }).accuracy);
    const record = JSON.parse(new TextDecoder().decode(trained['run.json'])) as {
      result: { accuracy: number };
    };
    expect(accuracies).toEqual([record.result.accuracy, record.result.accuracy]);
  });
});
