import type { Step } from '../graph/step';

/**
 * Kernels that a layer's gradient with respect to its input asks for and that TF.js' backends do not all have. Layers
 * that are not listed need only kernels that every backend has.
 */
const gradientKernels: Record<string, readonly string[]> = {
  Conv1D: ['Conv2DBackpropInput'],
  Conv2D: ['Conv2DBackpropInput'],
  Conv3D: ['Conv3DBackpropInputV2'],
  DepthwiseConv2D: ['DepthwiseConv2dNativeBackpropInput'],
  SeparableConv2D: ['Conv2DBackpropInput', 'DepthwiseConv2dNativeBackpropInput'],
  MaxPooling1D: ['MaxPoolGrad'],
  MaxPooling2D: ['ScatterNd'],
  MaxPooling3D: ['MaxPool3DGrad'],
  AveragePooling1D: ['AvgPoolGrad'],
  AveragePooling2D: ['AvgPoolGrad'],
  AveragePooling3D: ['AvgPool3DGrad'],
  ELU: ['EluGrad'],
  UpSampling2D: ['ResizeNearestNeighborGrad'],
  Embedding: ['UnsortedSegmentSum'],
};

/** The kernels that the gradient through `step` needs, beyond the common ones. */
export function kernelsOfGradient(step: Step): readonly string[] {
  if (step.op === 'activation') return step.activation === 'elu' ? gradientKernels.ELU : [];
  // Without channels last, the layer's own fused convolution runs, whose gradient asks for the filter's too.
  const fused = step.op === 'opaque' && step.type === 'Conv2D' ? ['Conv2DBackpropFilter'] : [];
  return [...(gradientKernels[step.type] ?? []), ...fused];
}
