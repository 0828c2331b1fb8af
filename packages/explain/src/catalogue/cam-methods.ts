import { paper, type MethodInfo } from './method-info';

/** The methods that make class activation maps. */
export const camMethods: readonly MethodInfo[] = [
  {
    name: 'gradCam',
    family: 'cam',
    needs: ['gradient', 'layers'],
    options: ['layer', 'relu'],
    cost: { forward: '1', backward: '1 (from the score to the layer)' },
    tells: 'where the channels of a layer that raise the score are active',
    paper: paper('Grad-CAM', 2016, 'https://arxiv.org/abs/1610.02391'),
  },
];
