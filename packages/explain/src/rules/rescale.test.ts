import { onBackend } from '../testing/backends';
import { rescaleSuite } from '../testing/rescale-suite';

onBackend('wasm', rescaleSuite);
