import { paper, type MethodInfo } from './method-info';

const common = { family: 'perturbation', needs: [] } satisfies Partial<MethodInfo>;

/** The methods that look at nothing but the scores of perturbed images. */
export const perturbationMethods: readonly MethodInfo[] = [
  {
    ...common,
    name: 'occlusion',
    options: ['window', 'stride', 'baseline'],
    cost: { forward: 'windows + 1', backward: '0' },
    tells: 'how much the score drops when a sliding window hides the place',
    paper: paper(
      'Visualizing and Understanding Convolutional Networks',
      2013,
      'https://arxiv.org/abs/1311.2901',
    ),
  },
  {
    ...common,
    name: 'featureAblation',
    options: ['segments', 'segmenter', 'baseline'],
    cost: { forward: 'segments + 1', backward: '0' },
    tells: 'how much the score drops without the segment',
  },
  {
    ...common,
    name: 'shapleyValues',
    options: ['segments', 'segmenter', 'baseline'],
    cost: { forward: '2^segments + 1', backward: '0' },
    tells: "each segment's fair share in the score, exactly",
    paper: paper(
      'An Efficient Explanation of Individual Classifications using Game Theory',
      2010,
      'https://www.jmlr.org/papers/v11/strumbelj10a.html',
    ),
  },
  {
    ...common,
    name: 'kernelShap',
    options: ['segments', 'segmenter', 'samples', 'masks', 'baseline'],
    iterative: true,
    cost: { forward: 'samples + 1', backward: '0' },
    tells: "each segment's fair share in the score, from a sample of coalitions",
    paper: paper(
      'A Unified Approach to Interpreting Model Predictions',
      2017,
      'https://arxiv.org/abs/1705.07874',
    ),
  },
  {
    ...common,
    name: 'lime',
    score: 'probability',
    options: [
      'segments',
      'segmenter',
      'samples',
      'masks',
      'kernelWidth',
      'distance',
      'kernel',
      'regressor',
      'hideColor',
      'featureSelection',
      'features',
    ],
    iterative: true,
    cost: { forward: 'samples + 1', backward: '0' },
    tells: 'which segments raise the score, by a linear model around the image',
    paper: paper('"Why Should I Trust You?"', 2016, 'https://arxiv.org/abs/1602.04938'),
  },
  {
    ...common,
    name: 'rise',
    score: 'probability',
    options: ['masks', 'grid', 'keep'],
    iterative: true,
    cost: { forward: 'masks + 1', backward: '0' },
    tells: 'how high the score is when the place is shown, under random masks',
    paper: paper('RISE', 2018, 'https://arxiv.org/abs/1806.07421'),
  },
];
