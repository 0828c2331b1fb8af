/**
 * Makes data/faces.js, the shipped set: `npx tsx --conditions=@fer/source packages/drawn-faces/scripts/build.ts`
 * The same versions of the peers give the same bytes: the coder is ours, not that of the Node at hand.
 */
import { writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { generateDrawnFaces } from '../src/generate';
import { pack } from '../src/pack';

const SEED = 48;
const EACH = 400;

const faces = await generateDrawnFaces({
  count: 7 * EACH,
  seed: SEED,
  style: 'mixed',
  clean: true,
  onProgress: ({ done, total }) => {
    if (done % 700 === 0) console.log(`${done} of ${total} faces`);
  },
});
const packed = pack(faces);
const module =
  '// Made by scripts/build.ts. Licences of the art: see NOTICE.\n' +
  `export default '${Buffer.from(packed).toString('base64')}';\n`;
writeFileSync(new URL('../data/faces.js', import.meta.url), module);
console.log(
  `data/faces.js: ${module.length} bytes (${packed.length} before base64), sha256 of the content ${createHash('sha256').update(packed).digest('hex').slice(0, 16)}`,
);
