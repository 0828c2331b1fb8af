import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** The rules of the house that code in a file would break, by name. */
async function broken(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: `${root}/${file}` });
  const rules = ['no-restricted-imports', 'no-restricted-globals', 'no-restricted-properties', 'no-console'];
  return result.messages.map((message) => message.ruleId).filter((rule) => rules.includes(rule ?? ''));
}

describe('the direction of dependencies', () => {
  it.each([
    ['packages/data/src/index.ts', "export { fit } from '@fer/train';"],
    ['packages/data/src/index.ts', "export { add } from '@tensorflow/tfjs-core';"],
    ['packages/viz/src/index.ts', "export { add } from '@tensorflow/tfjs-core';"],
    ['packages/explain/src/index.ts', "export { createModel } from '@fer/models';"],
    ['packages/explain/src/index.ts', "import '@tensorflow/tfjs-backend-wasm';"],
    ['packages/train/src/index.ts', "export { batches } from '@fer/data';"],
    ['packages/train/src/index.ts', "export { sum } from '@tensorflow/tfjs';"],
    ['packages/train/src/index.ts', "export { nodeRunFolder } from '@fer/experiments/node';"],
    ['packages/experiments/src/index.ts', "export { registerWasmTrainingKernels } from '@fer/wasm-kernels';"],
    ['packages/models/src/index.ts', "export { readFile } from 'node:fs/promises';"],
  ])('does not let %s say: %s', async (file, code) => {
    expect(await broken(file, code)).toEqual(['no-restricted-imports']);
  });

  it.each([
    ['packages/experiments/src/index.ts', "export { fit } from '@fer/train';"],
    ['packages/explain/src/index.ts', "export { add } from '@tensorflow/tfjs-core';"],
    ['packages/models/src/node.ts', "export { readFile } from 'node:fs/promises';"],
    ['packages/wasm-kernels/src/index.ts', "import '@tensorflow/tfjs-backend-wasm';"],
  ])('lets %s say: %s', async (file, code) => {
    expect(await broken(file, code)).toEqual([]);
  });

  it.each([
    ['console.log(1);', 'no-console'],
    ['export const x = Math.random();', 'no-restricted-properties'],
    ['export const x = Date.now();', 'no-restricted-properties'],
    ['export const x = performance.now();', 'no-restricted-globals'],
  ])('keeps %s out of the libraries', async (code, rule) => {
    expect(await broken('packages/train/src/index.ts', code)).toEqual([rule]);
  });
});
