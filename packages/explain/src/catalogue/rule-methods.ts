import { paper, type MethodInfo } from './method-info';

const deepLift = paper('Learning Important Features', 2017, 'https://arxiv.org/abs/1704.02685');

/** The gradient methods that replace how gradients flow through layers. */
export const ruleMethods: readonly MethodInfo[] = [
  {
    name: 'guidedBackprop',
    family: 'gradient',
    needs: ['gradient', 'layers'],
    options: [],
    cost: { forward: '1', backward: '1' },
    tells: 'what raises the score along paths where every relu is open and nothing speaks against it',
    paper: paper('Striving for Simplicity', 2014, 'https://arxiv.org/abs/1412.6806'),
  },
  {
    name: 'deconvnet',
    family: 'gradient',
    needs: ['gradient', 'layers'],
    options: [],
    cost: { forward: '1', backward: '1' },
    tells: 'the score projected back through the network run backwards',
    paper: paper(
      'Visualizing and Understanding Convolutional Networks',
      2013,
      'https://arxiv.org/abs/1311.2901',
    ),
  },
  {
    name: 'deepLift',
    family: 'gradient',
    needs: ['gradient', 'layers', 'rescale'],
    options: ['baseline'],
    cost: { forward: '2', backward: '1' },
    tells: "each pixel's share of the difference between the image's score and the baseline's, in one pass",
    paper: deepLift,
  },
  {
    name: 'deepLiftShap',
    family: 'gradient',
    needs: ['gradient', 'layers', 'rescale'],
    options: ['baselines'],
    cost: { forward: '1 + 2 baselines', backward: 'baselines' },
    tells: "each pixel's share of the difference between the image's score and the mean of many baselines'",
    paper: paper(
      'A Unified Approach to Interpreting Model Predictions',
      2017,
      'https://arxiv.org/abs/1705.07874',
    ),
  },
  {
    name: 'lrp',
    family: 'gradient',
    needs: ['gradient', 'layers', 'relevance'],
    logitOnly: true,
    options: ['rule', 'epsilon', 'gamma'],
    cost: { forward: '1', backward: '1' },
    tells: "each pixel's share of the score, handed down layer by layer",
    paper: paper('On Pixel-Wise Explanations', 2015, 'https://doi.org/10.1371/journal.pone.0130140'),
  },
];

/** Of the CAM family. */
export const guidedGradCamMethod: MethodInfo = {
  name: 'guidedGradCam',
  family: 'cam',
  needs: ['gradient', 'layers'],
  options: ['layer', 'interpolation'],
  cost: { forward: '2', backward: '1 + 1 (from the score to the layer)' },
  tells: 'guided backprop where Grad-CAM looks',
  paper: paper('Grad-CAM', 2016, 'https://arxiv.org/abs/1610.02391'),
};

/** Of the layer family. */
export const layerDeepLiftMethod: MethodInfo = {
  name: 'layerDeepLift',
  family: 'layer',
  needs: ['gradient', 'layers', 'rescale'],
  options: ['layer', 'baseline'],
  cost: { forward: '2', backward: '1 (from the score to the layer)' },
  tells: "each unit's share of the difference between the image's score and the baseline's, in one pass",
  paper: deepLift,
};
