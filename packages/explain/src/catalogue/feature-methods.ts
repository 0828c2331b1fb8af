import { paper, type MethodInfo } from './method-info';

/** Feature visualisation. */
export const featureMethods: readonly MethodInfo[] = [
  {
    name: 'maximizeActivation',
    family: 'feature visualisation',
    needs: ['gradient'],
    options: [
      'range',
      'steps',
      'stepSize',
      'optimizer',
      'init',
      'regularizers',
      'transforms',
      'size',
      'parametrization',
      'octaves',
      'every',
    ],
    iterative: true,
    cost: { forward: 'steps + 1', backward: 'steps' },
    tells: 'a picture that a filter, a neuron or a class answers to strongly',
    paper: paper(
      'Visualizing Higher-Layer Features of a Deep Network',
      2009,
      'https://www.researchgate.net/publication/265022827',
    ),
  },
];
