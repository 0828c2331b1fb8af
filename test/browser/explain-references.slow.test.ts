import '@tensorflow/tfjs-backend-cpu';
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { chromiumPath, inPage } from './chromium';
import { runReferences, type BackendRun } from './run-references';
import { servePage } from './serve-page';
import { staleness, withSection, worstErrorsSection, type BackendRuns } from './worst-errors';

// FER_WRITE_FEATURES=1 writes the table anew, for which every backend must run.
const isWriting = process.env.FER_WRITE_FEATURES !== undefined;
const executable = chromiumPath();
const files = fileURLToPath(new URL('../../fixtures/reference', import.meta.url));
const features = new URL('../../FEATURES.md', import.meta.url);

async function inChromium(backend: string): Promise<BackendRun | undefined> {
  const page = await servePage({ page: 'explain', files });
  const asked = { name: backend, manyPictures: isWriting };
  return inPage(
    page,
    'runReferences',
    (tab) => tab.evaluate(({ name, ...options }) => window.runReferences(name, options), asked),
    { gpu: true, seconds: 550 },
  );
}

const places: [string, string, (backend: string) => Promise<BackendRun | undefined>][] = [
  ['cpu', 'Node', (backend) => runReferences(backend)],
  ['wasm', 'Node', (backend) => runReferences(backend)],
  ['wasm', 'Chromium', inChromium],
  ['webgl', 'Chromium', inChromium],
  ['webgpu', 'Chromium', inChromium],
];

describe('every reference record of captum and pytorch-grad-cam', () => {
  const runs: BackendRuns = {};
  setThreadsCount(1);

  test.for(places)('is met within its tolerance on %s in %s', async ([backend, place, run], { skip }) => {
    if (place === 'Chromium' && !executable) skip('no chromium: install it or set CHROMIUM_PATH');
    const result = await run(backend);
    if (!result) return skip(`no ${backend} device`);
    runs[`${backend}, ${place}`] = result;
    const beyond = result.outcomes.filter(({ error, tolerance }) => !(error <= tolerance));
    expect(beyond).toEqual([]);
    expect(result.left).toBe(0);
  });

  test('is in the table of FEATURES.md with errors of that size', () => {
    const section = worstErrorsSection(runs);
    console.log(section);
    const text = readFileSync(features, 'utf8');
    if (isWriting) {
      expect(Object.keys(runs)).toHaveLength(places.length);
      writeFileSync(features, withSection(text, section));
    } else expect(staleness(text, runs)).toEqual([]);
  });
});
