import type { Images } from '../common/images';
import type { BlackBoxModel } from '../perturbation/black-box';
import type { AttributionFunction } from './attribution-method';
import type { MeasuredAttribution } from './attribution-maps';
import { attributionAuc } from './attribution-auc';
import { completeness } from './completeness';
import { complexity } from './complexity';
import { deletion } from './deletion';
import { effectiveComplexity } from './effective-complexity';
import { infidelity } from './infidelity';
import { insertion } from './insertion';
import { maxSensitivity } from './max-sensitivity';
import type { MetricResult } from './metric-result';
import { modelRandomization } from './model-randomization';
import { pixelFlipping } from './pixel-flipping';
import { pointingGame } from './pointing-game';
import { relevanceMassAccuracy } from './relevance-mass-accuracy';
import { relevanceRankAccuracy } from './relevance-rank-accuracy';
import { road } from './road';
import { sparseness } from './sparseness';
import { topKIntersection } from './top-k-intersection';

const named = {
  completeness,
  infidelity,
  maxSensitivity,
  deletion,
  insertion,
  pixelFlipping,
  road,
  pointingGame,
  relevanceMassAccuracy,
  relevanceRankAccuracy,
  attributionAuc,
  topKIntersection,
  sparseness,
  complexity,
  effectiveComplexity,
  modelRandomization,
};

export type MetricName = keyof typeof named;

/** Any metric: it takes the map, or the method where its entry in the catalogue says so. */
type Measure = (
  model: BlackBoxModel,
  images: Images,
  subject: MeasuredAttribution | AttributionFunction,
  options: object,
) => Promise<MetricResult>;

/** Every metric by its name. */
export const measures = named as unknown as Record<MetricName, Measure>;
