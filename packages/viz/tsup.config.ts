import type { Options } from 'tsup';
import { library } from '../../tsup.base';

// shims: `import.meta.url` in the CJS build, by which ./node finds the bundled font.
export default { ...(library(['src/index.ts', 'src/node.ts']) as Options), shims: true };
