import { onBackend } from '../testing/backends';
import { limeSuite } from '../testing/lime-suite';
import { perturbationSuite } from '../testing/perturbation-suite';

onBackend('wasm', () => {
  perturbationSuite(['A']);
  limeSuite(['A']);
});
