import { defineConfig } from 'tsup';
import { library } from '../../tsup.base';

const base = library(['src/index.ts', 'src/generate.ts']);

// The data is not bundled twice into dist: both builds import the one module in data/, when it is asked for.
export default defineConfig({ ...(base as object), external: [/^node:/, '../data/faces.js'] });
