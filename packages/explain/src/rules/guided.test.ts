import { onBackend } from '../testing/backends';
import { guidedSuite } from '../testing/guided-suite';

onBackend('wasm', guidedSuite);
