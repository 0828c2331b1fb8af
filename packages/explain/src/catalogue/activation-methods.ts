import { paper, type MethodInfo } from './method-info';

/** The methods that tell what layers put out, whatever the score. */
export const activationMethods: readonly MethodInfo[] = [
  {
    name: 'layerActivations',
    family: 'activation',
    needs: ['layers'],
    options: ['layers'],
    cost: { forward: '1', backward: '0' },
    tells: 'what each layer puts out',
  },
  {
    name: 'filterOutputs',
    family: 'activation',
    needs: ['layers'],
    options: ['layer', 'filters'],
    cost: { forward: '1 (to the layer)', backward: '0' },
    tells: 'what some filters of a layer put out',
  },
  {
    name: 'filterStatistics',
    family: 'activation',
    needs: ['layers'],
    options: ['layers', 'top'],
    cost: { forward: '1', backward: '0' },
    tells: 'how strong, how often and on which images of a data set each filter answers, and which are dead',
    paper: paper(
      'Visualizing and Understanding Convolutional Networks',
      2013,
      'https://arxiv.org/abs/1311.2901',
    ),
  },
];
