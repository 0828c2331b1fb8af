import { onBackend } from '../testing/backends';
import { mapMetricSuite, modelMetricSuite, sensitivitySuite } from '../testing/metric-suite';

// They are plain arithmetic: no backend has a part in them.
mapMetricSuite();

onBackend('wasm', () => {
  modelMetricSuite();
  sensitivitySuite('saliency');
  sensitivitySuite('ig');
});
