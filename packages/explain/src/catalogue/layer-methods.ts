import { paper, type MethodInfo } from './method-info';

const conductance = paper('How Important Is a Neuron?', 2018, 'https://arxiv.org/abs/1805.12233');
const integratedGradients = paper(
  'Axiomatic Attribution for Deep Networks',
  2017,
  'https://arxiv.org/abs/1703.01365',
);

/** The methods that look at layers and neurons. */
export const layerMethods: readonly MethodInfo[] = [
  {
    name: 'layerGradientXActivation',
    family: 'layer',
    needs: ['gradient', 'layers'],
    options: ['layer'],
    cost: { forward: '1', backward: '1 (from the score to the layer)' },
    tells: "each unit's share of the score, to first order",
    paper: paper('Not Just a Black Box', 2016, 'https://arxiv.org/abs/1605.01713'),
  },
  {
    name: 'layerIntegratedGradients',
    family: 'layer',
    needs: ['gradient', 'layers'],
    options: ['layer', 'baseline', 'steps', 'rule'],
    cost: { forward: '2 + steps (from the layer)', backward: 'steps (from the score to the layer)' },
    tells: "each unit's share of the difference between the image's score and the baseline's",
    paper: integratedGradients,
  },
  {
    name: 'layerConductance',
    family: 'layer',
    needs: ['gradient', 'layers'],
    options: ['layer', 'baseline', 'steps', 'rule'],
    cost: { forward: 'steps + 3', backward: 'steps + 1 (from the score to the layer)' },
    tells: 'how much of the integrated gradients flows through each unit',
    paper: conductance,
  },
  {
    name: 'internalInfluence',
    family: 'layer',
    needs: ['gradient', 'layers'],
    options: ['layer', 'baseline', 'steps', 'rule'],
    cost: { forward: 'steps + 1', backward: 'steps (from the score to the layer)' },
    tells: 'how much each unit moves the score on average between the baseline and the image',
    paper: paper(
      'Influence-Directed Explanations for Deep Convolutional Networks',
      2018,
      'https://arxiv.org/abs/1802.03788',
    ),
  },
  {
    name: 'neuronGradient',
    family: 'neuron',
    needs: ['gradient', 'layers'],
    options: ['layer', 'neuron'],
    cost: { forward: '1 (to the layer)', backward: '1 (from the layer)' },
    tells: 'how much a small change of each pixel would move one neuron',
    paper: paper('Deep Inside Convolutional Networks', 2013, 'https://arxiv.org/abs/1312.6034'),
  },
  {
    name: 'neuronIntegratedGradients',
    family: 'neuron',
    needs: ['gradient', 'layers'],
    options: ['layer', 'neuron', 'baseline', 'steps', 'rule'],
    cost: { forward: 'steps + 2 (to the layer)', backward: 'steps (from the layer)' },
    tells: "each pixel's share of the difference between the neuron's activation and that on the baseline",
    paper: integratedGradients,
  },
  {
    name: 'neuronConductance',
    family: 'neuron',
    needs: ['gradient', 'layers'],
    options: ['layer', 'neuron', 'baseline', 'steps', 'rule'],
    cost: { forward: 'steps + 1', backward: 'steps' },
    tells: "the part of each pixel's integrated gradients that flows through one neuron",
    paper: conductance,
  },
];
