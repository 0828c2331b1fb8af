import type { Step } from '../graph/step';

/**
 * The kernels that the gradient of a step with respect to its inputs asks for and that TF.js' backends do not all have.
 * The steps of the built-in layers are written such that they need none: stock wasm has all that they use.
 */
export function kernelsOfGradient(step: Step): readonly string[] {
  return step.gradientKernels ?? [];
}
