/**
 * Makes src/testing/face-api.json: the faces that @vladmandic/face-api itself finds in src/testing/astronaut.png, with its
 * own bundled TensorFlow.js on the cpu backend: `npx tsx packages/faces/scripts/peer.ts`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { astronaut, mirrored } from '../src/testing/astronaut';

const folder = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
const read = (path: string) => readFileSync(join(folder, path));

// Its bundle for browsers asks for modules of Node where it sees Node, and finds none: here it sees none.
Object.defineProperty(process.versions, 'node', { value: undefined });
const { tf, env, TinyFaceDetector } = await import('@vladmandic/face-api/dist/face-api.esm.js');
tf.env().setPlatform('none', {
  now: () => performance.now(),
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
});
await tf.setBackend('cpu');
// What it tells tensors from.
env.setEnv({ Canvas: class {}, Image: class {}, Video: class {} });

const detector = new TinyFaceDetector();
const [{ weights }] = JSON.parse(read('model/tiny_face_detector_model-weights_manifest.json').toString()) as [
  { weights: object[] },
];
const bytes = new Uint8Array(read('model/tiny_face_detector_model.bin'));
detector.loadFromWeightMap(tf.io.decodeWeights(bytes.buffer, weights));

const found = [];
for (const picture of ['as it is', 'mirrored'])
  for (const size of [224, 320, 416]) {
    const { data, shape } = picture === 'mirrored' ? mirrored(astronaut()) : astronaut();
    const input = tf.tensor3d(Float32Array.from(data), shape);
    const faces = await detector.locateFaces(input, { inputSize: size, scoreThreshold: 0.02 });
    const plain = faces.map(({ score, box: { x, y, width, height } }) => ({
      box: { x, y, width, height },
      score,
    }));
    found.push({ picture, size, faces: plain });
  }
writeFileSync(
  new URL('../src/testing/face-api.json', import.meta.url),
  JSON.stringify(found, null, 1) + '\n',
);
