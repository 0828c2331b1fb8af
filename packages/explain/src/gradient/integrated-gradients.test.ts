import { onBackend } from '../testing/backends';
import { integratedGradientsSuite } from '../testing/integrated-gradients-suite';

onBackend('wasm', integratedGradientsSuite);
