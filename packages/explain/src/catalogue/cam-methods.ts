import { paper, type MethodInfo } from './method-info';

const family = 'cam';
const options = ['layer', 'relu'];
const gradientCam = {
  family,
  needs: ['gradient', 'layers'],
  options,
  cost: { forward: '1', backward: '1 (from the score to the layer)' },
} satisfies Partial<MethodInfo>;

/** The methods that make class activation maps. */
export const camMethods: readonly MethodInfo[] = [
  {
    ...gradientCam,
    name: 'gradCam',
    tells: 'where the channels of a layer that raise the score are active',
    paper: paper('Grad-CAM', 2016, 'https://arxiv.org/abs/1610.02391'),
  },
  {
    ...gradientCam,
    name: 'gradCamPlusPlus',
    tells: 'as Grad-CAM, with several objects of the class shown alike',
    paper: paper('Grad-CAM++', 2017, 'https://arxiv.org/abs/1710.11063'),
  },
  {
    ...gradientCam,
    name: 'xGradCam',
    tells: 'as Grad-CAM, with weights by which the map adds up to gradient times activation',
    paper: paper('Axiom-based Grad-CAM', 2020, 'https://arxiv.org/abs/2008.02312'),
  },
  {
    ...gradientCam,
    name: 'layerCam',
    tells: 'where activations raise the score, place by place, on early layers too',
    paper: paper('LayerCAM', 2021, 'https://ieeexplore.ieee.org/document/9462463'),
  },
  {
    ...gradientCam,
    name: 'hiResCam',
    tells: 'which places of a layer the score was computed from',
    paper: paper('Use HiResCAM instead of Grad-CAM', 2020, 'https://arxiv.org/abs/2011.08891'),
  },
  {
    ...gradientCam,
    name: 'elementWiseCam',
    tells: 'as HiResCAM, only what speaks for the score',
  },
  {
    ...gradientCam,
    name: 'eigenCam',
    needs: ['layers'],
    cost: { forward: '1', backward: '0' },
    tells: 'what varies most over the image in a layer, whatever the class',
    paper: paper('Eigen-CAM', 2020, 'https://arxiv.org/abs/2008.00299'),
  },
  {
    ...gradientCam,
    name: 'eigenGradCam',
    tells: 'what varies most over the image in gradient times activation',
    paper: paper('Eigen-CAM', 2020, 'https://arxiv.org/abs/2008.00299'),
  },
  {
    ...gradientCam,
    name: 'scoreCam',
    needs: ['layers'],
    iterative: true,
    cost: { forward: 'channels + 1', backward: '0' },
    tells: 'where the channels are active that keep the score high when all else is masked',
    paper: paper('Score-CAM', 2020, 'https://arxiv.org/abs/1910.01279'),
  },
  {
    ...gradientCam,
    name: 'ablationCam',
    needs: ['layers'],
    cost: { forward: '1 + channels (from the layer on)', backward: '0' },
    tells: 'where the channels are active without which the score drops',
    paper: paper(
      'Ablation-CAM',
      2020,
      'https://openaccess.thecvf.com/content_WACV_2020/html/Desai_Ablation-CAM_Visual_Explanations_for_Deep_Convolutional_Network_via_Gradient-free_Localization_WACV_2020_paper.html',
    ),
  },
  {
    ...gradientCam,
    name: 'classActivationMap',
    logitOnly: true,
    cost: { forward: '1', backward: '1 (of the layers after the pooling)' },
    tells: "each place's share of the logit, of models that end in global average pooling",
    paper: paper(
      'Learning Deep Features for Discriminative Localization',
      2015,
      'https://arxiv.org/abs/1512.04150',
    ),
  },
];
