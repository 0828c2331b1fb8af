import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { createModel } from '@fer/models';
import { fit, type EpochRecord } from '@fer/train';
import { expect, it } from 'vitest';
import { chooseBackend } from './choose-backend';

/** The software device that Debian's Chromium brings; the loader is a package of its own. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const hasVulkan =
  existsSync(SWIFTSHADER) &&
  (spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '').includes('libvulkan.so.1');

async function train(backend: string): Promise<EpochRecord[]> {
  expect(await chooseBackend(backend)).toBe(backend);
  const model = createModel('tiny', { seed: 1, inputShape: [16, 16, 1] });
  const images = Uint8Array.from({ length: 28 * 256 }, (_, i) => (i * 37) % 251);
  const labels = Uint8Array.from({ length: 28 }, (_, i) => i % 7);
  const { records } = await fit(model, {
    train: { images, labels, shape: [28, 16, 16, 1] },
    epochs: 2,
    batchSize: 14,
    seed: 1,
  });
  expect(tf.getBackend()).toBe(backend);
  model.dispose();
  return records;
}

it.skipIf(!hasVulkan)(
  'webgpu trains in Node as wasm does, on a software device (skipped where there is none)',
  async () => {
    process.env.VK_ICD_FILENAMES = SWIFTSHADER;
    const [webgpu, wasm] = [await train('webgpu'), await train('wasm')];
    webgpu.forEach((record, i) => expect(record.loss).toBeCloseTo(wasm[i].loss, 3));
  },
);
