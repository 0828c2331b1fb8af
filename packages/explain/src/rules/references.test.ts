import { onBackend } from '../testing/backends';
import { ruleReferenceSuite } from '../testing/rule-reference-suite';

onBackend('wasm', ruleReferenceSuite);
