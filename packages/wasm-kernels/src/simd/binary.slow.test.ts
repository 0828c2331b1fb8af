import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { buildSimd } from '../../scripts/build-simd';

test('the compiled kernels are what their source compiles to', async () => {
  const committed = await readFile(new URL('binary.ts', import.meta.url), 'utf8');
  // Not toBe: a difference of 40 kB of base64 tells nobody anything.
  expect((await buildSimd()) === committed, 'run npm run build:simd').toBe(true);
});
