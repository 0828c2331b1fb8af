import { onBackend } from '../testing/backends';
import { canExplainSuite, zoo } from '../testing/can-explain-suite';

const few = ['shared layers', 'softmax in the middle', 'words', 'memory'];

onBackend('wasm', () => canExplainSuite(zoo.filter(({ name }) => few.includes(name))));
