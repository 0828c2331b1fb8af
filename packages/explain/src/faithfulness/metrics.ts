import { paper } from '../catalogue/method-info';
import type { MetricInfo } from './metric-info';

const onTheMap = ['attribution'] as const;
const withMasks = ['attribution', 'masks'] as const;
const onTheModel = ['model', 'attribution'] as const;
const localisation = paper(
  'CLEVR-XAI: A benchmark dataset for the ground truth evaluation of neural network explanations',
  2022,
  'https://arxiv.org/abs/2003.07258',
);

/** Every metric of the package: the one source for command lines, apps and documents. */
export const metrics: readonly MetricInfo[] = [
  {
    name: 'completeness',
    asks: 'faithfulness',
    needs: onTheModel,
    better: 'lower',
    options: ['baseline', 'relative'],
    tells: "how far the map's sum misses the difference of the scores of the image and of a baseline",
    paper: paper('Axiomatic Attribution for Deep Networks', 2017, 'https://arxiv.org/abs/1703.01365'),
  },
  {
    name: 'infidelity',
    asks: 'faithfulness',
    needs: onTheModel,
    better: 'lower',
    options: ['perturbations', 'kind', 'samples', 'stdev', 'normalize'],
    tells: 'how badly the map predicts what perturbations do to the score: the mean squared error',
    paper: paper(
      'On the (In)fidelity and Sensitivity of Explanations',
      2019,
      'https://arxiv.org/abs/1901.09392',
    ),
  },
  {
    name: 'maxSensitivity',
    asks: 'robustness',
    needs: ['model', 'method'],
    better: 'lower',
    options: ['methodOptions', 'noise', 'samples', 'radius'],
    tells: 'how much the map can change, as a share of its size, when the image hardly does',
    paper: paper(
      'On the (In)fidelity and Sensitivity of Explanations',
      2019,
      'https://arxiv.org/abs/1901.09392',
    ),
  },
  {
    name: 'deletion',
    asks: 'faithfulness',
    needs: onTheModel,
    better: 'lower',
    options: ['step', 'baseline', 'abs'],
    tells: 'how long the score lasts while the most important pixels are taken away: area under the curve',
    paper: paper('RISE', 2018, 'https://arxiv.org/abs/1806.07421'),
  },
  {
    name: 'insertion',
    asks: 'faithfulness',
    needs: onTheModel,
    better: 'higher',
    options: ['step', 'baseline', 'abs'],
    tells: 'how soon the score comes back when the most important pixels do: area under the curve',
    paper: paper('RISE', 2018, 'https://arxiv.org/abs/1806.07421'),
  },
  {
    name: 'pixelFlipping',
    asks: 'faithfulness',
    needs: onTheModel,
    better: 'lower',
    options: ['step', 'baseline', 'abs'],
    tells: 'the mean score while the most important pixels are made black, step by step',
    paper: paper('On Pixel-Wise Explanations', 2015, 'https://doi.org/10.1371/journal.pone.0130140'),
  },
  {
    name: 'road',
    asks: 'faithfulness',
    needs: onTheModel,
    better: 'lower',
    options: ['shares', 'noise', 'order', 'abs'],
    tells: 'the mean score while the most important pixels are replaced by what lies around them',
    paper: paper(
      'A Consistent and Efficient Evaluation Strategy for Attribution Methods',
      2022,
      'https://arxiv.org/abs/2202.00449',
    ),
  },
  {
    name: 'pointingGame',
    asks: 'localisation',
    needs: withMasks,
    better: 'higher',
    options: ['masks', 'abs', 'tolerance'],
    tells: "whether the map's largest value is inside the mask: 1 or 0",
    paper: paper(
      'Top-down Neural Attention by Excitation Backprop',
      2016,
      'https://arxiv.org/abs/1608.00507',
    ),
  },
  {
    name: 'relevanceMassAccuracy',
    asks: 'localisation',
    needs: withMasks,
    better: 'higher',
    options: ['masks', 'abs'],
    tells: "the share of the map's mass that is inside the mask",
    paper: localisation,
  },
  {
    name: 'relevanceRankAccuracy',
    asks: 'localisation',
    needs: withMasks,
    better: 'higher',
    options: ['masks', 'abs'],
    tells: 'of as many largest values as the mask has pixels, the share that is inside it',
    paper: localisation,
  },
  {
    name: 'attributionAuc',
    asks: 'localisation',
    needs: withMasks,
    better: 'higher',
    options: ['masks', 'abs'],
    tells: 'how often a pixel inside the mask is above one outside: area under the ROC curve',
    paper: paper('An introduction to ROC analysis', 2006, 'https://doi.org/10.1016/j.patrec.2005.10.010'),
  },
  {
    name: 'topKIntersection',
    asks: 'localisation',
    needs: withMasks,
    better: 'higher',
    options: ['masks', 'abs', 'k'],
    tells: 'the share of the k largest values that is inside the mask',
    paper: paper('Interpretable Semantic Photo Geolocation', 2021, 'https://arxiv.org/abs/2104.14995'),
  },
  {
    name: 'sparseness',
    asks: 'form',
    needs: onTheMap,
    better: 'higher',
    options: [],
    tells:
      'how unequal the sizes of the values are, 0 for all alike, near 1 for a single one: the Gini index',
    paper: paper(
      'Concise Explanations of Neural Networks using Adversarial Training',
      2020,
      'https://arxiv.org/abs/1810.06583',
    ),
  },
  {
    name: 'complexity',
    asks: 'form',
    needs: onTheMap,
    better: 'lower',
    options: [],
    tells: "the entropy of the map's shares, in nats",
    paper: paper(
      'Evaluating and Aggregating Feature-based Model Explanations',
      2020,
      'https://arxiv.org/abs/2005.00631',
    ),
  },
  {
    name: 'effectiveComplexity',
    asks: 'form',
    needs: onTheMap,
    better: 'lower',
    options: ['epsilon', 'normalize'],
    tells: 'the number of pixels whose values are larger than epsilon',
    paper: paper(
      'On quantitative aspects of model interpretability',
      2020,
      'https://arxiv.org/abs/2007.07584',
    ),
  },
  {
    name: 'modelRandomization',
    asks: 'sanity',
    needs: ['model', 'method'],
    better: 'lower',
    options: ['methodOptions', 'order', 'abs'],
    tells: 'how alike the map stays (rank correlation) while layer after layer gets random weights',
    paper: paper('Sanity Checks for Saliency Maps', 2018, 'https://arxiv.org/abs/1810.03292'),
  },
];

/** The catalogue entry of that name; throws with the list of names. */
export function findMetric(name: string): MetricInfo {
  const found = metrics.find((metric) => metric.name === name);
  if (!found) {
    const names = metrics.map((metric) => metric.name).join(', ');
    throw new Error(`unknown metric: '${String(name)}' (expected one of: ${names})`);
  }
  return found;
}
