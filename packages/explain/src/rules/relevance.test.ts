import { onBackend } from '../testing/backends';
import { relevanceSuite } from '../testing/relevance-suite';

onBackend('wasm', relevanceSuite);
