import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { drawnFaces } from '@fer/drawn-faces';
import { experimentSpec, runExperiment, storeRunFolder, type ExperimentChoices } from '@fer/experiments';
import { memoryStore } from '@fer/models';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import type { Page } from 'playwright-core';

/** The files of a run, by path. */
export type RunFiles = ReadonlyMap<string, Uint8Array>;

/** Trains in this process: by default the tiny model for an epoch on a few drawn faces, without figures, in seconds. */
export async function trainRun(choices: ExperimentChoices = {}): Promise<RunFiles> {
  if (!(await tf.setBackend('wasm'))) throw new Error('wasm did not start in this process');
  registerWasmTrainingKernels();
  const spec = experimentSpec({ model: 'tiny', limit: 140, epochs: 1, replicas: 1, figures: [], ...choices });
  const store = memoryStore('run');
  const environment = { startedAt: '2020-01-01T00:00:00.000Z' };
  await runExperiment(spec, await drawnFaces(), storeRunFolder(store), { environment });
  const paths = await store.entries();
  return new Map(await Promise.all(paths.map(async (path) => [path, (await store.read(path))!] as const)));
}

/** Puts a run into the browser's library, where the app keeps its own; its model is `run:ID`. */
export async function putRun(page: Page, id: string, files: RunFiles): Promise<void> {
  const entries = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')] as const);
  await page.evaluate(
    async ({ store, entries }) => {
      const opening = indexedDB.open('fer', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('entries');
      await new Promise((resolve, reject) => {
        opening.onsuccess = resolve;
        opening.onerror = () => reject(new Error(opening.error?.message));
      });
      const writing = opening.result.transaction('entries', 'readwrite');
      for (const [path, base64] of entries) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        writing.objectStore('entries').put(bytes, [store, path]);
      }
      await new Promise((resolve, reject) => {
        writing.oncomplete = resolve;
        writing.onerror = () => reject(new Error(writing.error?.message));
      });
      opening.result.close();
    },
    { store: `runs/${id}`, entries },
  );
}
