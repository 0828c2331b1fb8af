import { defineConfig } from 'vitest/config';

// Tests run from source: the packages' exports name it under this condition.
const conditions = ['@fer/source', 'module', 'import', 'default'];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions: ['@fer/source', 'node', 'import', 'default'] } },
};
const roots = '{packages,apps,fixtures,scripts,bench,test}/**';

/**
 * Slow tests that only compute: as many files at once as there are cores. All others (they start programs, open Chromium,
 * measure) run after them, a file at a time.
 */
const computing = ['packages/**/*.slow.test.ts', 'apps/cli/src/commands/**/*.slow.test.ts'];
const slow = {
  exclude: ['**/node_modules/**', '**/dist/**'],
  testTimeout: 600_000,
  hookTimeout: 600_000,
  maxConcurrency: 2,
};

export default defineConfig({
  test: {
    // By default one core stays idle, which on two cores is half of them.
    maxWorkers: '100%',
    onConsoleLog: (log) => !log.includes('looks like you are running TensorFlow.js in Node.js'),
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: [`${roots}/*.test.ts`],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.slow.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        ...shared,
        test: { ...slow, name: 'slow', include: computing },
      },
      {
        ...shared,
        test: {
          ...slow,
          name: 'slow-alone',
          include: [`${roots}/*.slow.test.ts`],
          exclude: [...slow.exclude, ...computing],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
