import { onBackend } from '../testing/backends';
import { modelMetricSuite, sensitivitySuite } from '../testing/metric-suite';

onBackend('cpu', () => {
  modelMetricSuite();
  sensitivitySuite('saliency');
  sensitivitySuite('ig');
});
