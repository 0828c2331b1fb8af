import * as tf from '@tensorflow/tfjs-core';
import { hasTrainingKernels } from './conv2d';
import type { LinearMap, Step, ValueId } from './step';

/**
 * The same steps with each convolution or product, its bias and the activation that alone reads its result, in one: the
 * result is written once instead of three times. As they are where a gradient is taped, since that of a fused op asks for
 * the filter's, and on stock wasm, whose fused kernels are no faster (that of the leaky ReLU is slower). What is `wanted`
 * stays a result of its own.
 */
export function fuseSteps(steps: readonly Step[], wanted: readonly ValueId[]): readonly Step[] {
  const isStockWasm = tf.getBackend() === 'wasm' && !hasTrainingKernels();
  if (isStockWasm || tf.engine().state.gradientDepth > 0) return steps;
  const readers = new Map<ValueId, Step[]>();
  for (const step of steps) {
    for (const id of step.inputs) readers.set(id, [...(readers.get(id) ?? []), step]);
  }
  const fused = new Map<Step, Step | undefined>();
  for (const step of steps) {
    if (!step.linear?.fused) continue;
    const [output] = step.outputs;
    const [reader, ...others] = readers.get(output) ?? [];
    const isRead = others.length === 0 && !wanted.includes(output);
    const activation = isRead && reader?.epilogue ? reader : undefined;
    fused.set(step, withEpilogue(step, step.linear, activation));
    if (activation) fused.set(activation, undefined);
  }
  return steps.flatMap((step) => (fused.has(step) ? (fused.get(step) ?? []) : step));
}

function withEpilogue(step: Step, linear: LinearMap, activation: Step | undefined): Step {
  return {
    ...step,
    outputs: (activation ?? step).outputs,
    compute: ([x]) => {
      const bias = linear.bias();
      // Some graph models have biases of other forms, which the fused kernels don't take.
      if (bias && bias.rank !== 1)
        return activation ? activation.compute(step.compute([x])) : step.compute([x]);
      return [linear.fused!(x, linear.kernel(), { bias, ...activation?.epilogue })];
    },
  };
}
