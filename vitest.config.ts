import { defineConfig } from 'vitest/config';

// Tests run from source: the packages' exports name it under this condition.
const conditions = ['@fer/source', 'module', 'import', 'default'];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions: ['@fer/source', 'node', 'import', 'default'] } },
};
const roots = '{packages,apps,fixtures,scripts,bench,test}/**';

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
        test: {
          name: 'slow',
          include: [`${roots}/*.slow.test.ts`],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          maxConcurrency: 2,
        },
      },
    ],
  },
});
