import { onBackend } from '../testing/backends';
import { layerReferenceSuite } from '../testing/layer-reference-suite';

onBackend('wasm', layerReferenceSuite);
