import { onBackend } from '../testing/backends';
import { sensitivitySuite } from '../testing/metric-suite';

onBackend('cpu', () => sensitivitySuite('ig'));
