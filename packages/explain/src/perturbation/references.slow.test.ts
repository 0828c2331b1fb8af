import { onBackend } from '../testing/backends';
import { limeSuite } from '../testing/lime-suite';
import { perturbationSuite } from '../testing/perturbation-suite';

onBackend('cpu', () => {
  perturbationSuite(['A', 'C']);
  limeSuite(['A', 'C']);
});

onBackend('wasm', () => {
  perturbationSuite(['C']);
  limeSuite(['C']);
});
