import { defineConfig } from 'tsup';
import { library } from '../../tsup.base';

const base = library(['src/index.ts']);

// The weights are not bundled into dist: both builds import the one module in data/, when it is asked for.
export default defineConfig({
  ...(base as object),
  external: [/^node:/, '../data/tiny-face-detector.js'],
});
