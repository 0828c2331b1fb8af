import { onBackend } from '../testing/backends';
import { guidedSuite } from '../testing/guided-suite';
import { relevanceSuite } from '../testing/relevance-suite';
import { rescaleSuite } from '../testing/rescale-suite';
import { ruleReferenceSuite } from '../testing/rule-reference-suite';

onBackend('cpu', () => {
  ruleReferenceSuite();
  guidedSuite();
  rescaleSuite();
  relevanceSuite();
});
