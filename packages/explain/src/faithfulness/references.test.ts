import { onBackend, onEveryBackend } from '../testing/backends';
import { mapMetricSuite, modelMetricSuite, sensitivitySuite } from '../testing/metric-suite';

// They are plain arithmetic: no backend has a part in them.
mapMetricSuite();

onEveryBackend(() => {
  modelMetricSuite();
  sensitivitySuite('saliency');
});

onBackend('wasm', () => sensitivitySuite('ig'));
