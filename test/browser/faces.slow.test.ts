import '@tensorflow/tfjs-backend-wasm';
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { readFileSync } from 'node:fs';
import { cropFace, loadFaceFinder } from '@fer/faces';
import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { chromiumPath, inPage } from './chromium';
import { servePage } from './serve-page';

const executable = chromiumPath();
const where = executable ? '' : ' (no chromium: install it or set CHROMIUM_PATH)';
const portrait = new URL('../../packages/faces/src/testing/astronaut.png', import.meta.url);

test.skipIf(!executable)(
  `a worker finds on wasm, webgl and webgpu the face that Node finds, and leaves no tensor${where}`,
  async () => {
    const { data } = await sharp(readFileSync(portrait)).toColourspace('srgb').removeAlpha().raw().toBuffer({
      resolveWithObject: true,
    });
    const asked = { pixels: [...data], shape: [224, 224, 3] as [number, number, number], size: 224 };
    setThreadsCount(1);
    await tf.setBackend('wasm');
    const picture = { data: new Uint8Array(data), shape: asked.shape };
    const finder = await loadFaceFinder();
    const [face] = await finder.find(picture, { size: asked.size });
    finder.dispose();
    const crop = [...cropFace(picture, face.box).data];

    const found = await inPage(
      await servePage({ page: 'faces' }),
      'findFaces',
      async (tab) => {
        const on = (backend: string) => tab.evaluate((all) => window.findFaces(all), { ...asked, backend });
        return { wasm: await on('wasm'), webgl: await on('webgl'), webgpu: await on('webgpu') };
      },
      { gpu: true },
    );
    expect(found.wasm).toEqual({ faces: [face], crop, left: 0 });
    for (const [backend, there] of Object.entries(found)) {
      if (!there) {
        console.log(`no ${backend} device`);
        continue;
      }
      expect(there.left).toBe(0);
      expect(there.faces).toHaveLength(1);
      expect(there.faces[0].score).toBeCloseTo(face.score, 3);
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(Math.abs(there.faces[0].box[side] - face.box[side])).toBeLessThan(0.05);
    }
  },
);
