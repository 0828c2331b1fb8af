/**
 * Makes data/tiny-face-detector.js, the weights of the detector as they are in the npm package @vladmandic/face-api:
 * `npx tsx packages/faces/scripts/build.ts`
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const folder = join(dirname(resolve('@vladmandic/face-api/package.json')), 'model');
const [{ weights: specs }] = JSON.parse(
  readFileSync(join(folder, 'tiny_face_detector_model-weights_manifest.json'), 'utf8'),
) as [{ weights: object[] }];
const bytes = readFileSync(join(folder, 'tiny_face_detector_model.bin'));
const module = `// Made by scripts/build.ts. Licence of the weights: see NOTICE.
export const specs = [
${specs.map((spec) => `  ${JSON.stringify(spec)},`).join('\n')}
];
export const base64 =
  '${bytes.toString('base64')}';
`;
writeFileSync(new URL('../data/tiny-face-detector.js', import.meta.url), module);
console.log(
  `data/tiny-face-detector.js: ${module.length} bytes, ${bytes.length} of weights, sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`,
);
