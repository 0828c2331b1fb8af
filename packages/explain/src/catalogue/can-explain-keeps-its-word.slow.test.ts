import { onEveryBackend } from '../testing/backends';
import { canExplainSuite, zoo } from '../testing/can-explain-suite';

onEveryBackend(() => canExplainSuite(zoo));
