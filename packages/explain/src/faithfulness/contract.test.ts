import { onBackend } from '../testing/backends';
import { metricContractSuite } from '../testing/metric-contract-suite';

onBackend('wasm', metricContractSuite);
