import { paper, type MethodInfo } from './method-info';

/** The methods of the gradient family. */
export const gradientMethods: readonly MethodInfo[] = [
  {
    name: 'saliency',
    family: 'gradient',
    needs: ['gradient'],
    options: ['absolute'],
    cost: { forward: '1', backward: '1' },
    tells: 'how much a small change of each pixel would move the score',
    paper: paper('Deep Inside Convolutional Networks', 2013, 'https://arxiv.org/abs/1312.6034'),
  },
  {
    name: 'inputXGradient',
    family: 'gradient',
    needs: ['gradient'],
    options: [],
    cost: { forward: '1', backward: '1' },
    tells: "each pixel's share of the score, to first order",
    paper: paper('Not Just a Black Box', 2016, 'https://arxiv.org/abs/1605.01713'),
  },
  {
    name: 'integratedGradients',
    family: 'gradient',
    needs: ['gradient'],
    options: ['baseline', 'steps', 'rule'],
    iterative: true,
    cost: { forward: 'steps + 2', backward: 'steps' },
    tells: "each pixel's share of the difference between the image's score and the baseline's",
    paper: paper('Axiomatic Attribution for Deep Networks', 2017, 'https://arxiv.org/abs/1703.01365'),
  },
];
