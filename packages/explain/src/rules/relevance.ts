import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';
import type { Rule, Step } from '../graph/step';
import { withValue } from './rescale';
import { isSoftmaxLike } from './softmax-like';

/** How relevance passes convolutions; every other layer has the epsilon rule. */
export type RelevanceRule = 'epsilon' | 'gamma' | 'alpha1beta0';

/** Whether LRP says how relevance passes the step. */
export function hasRelevanceRule(step: Step): boolean {
  return step.op !== 'opaque' && !isSoftmaxLike(step);
}

/**
 * Layer-wise relevance propagation: what flows back is relevance. A linear step shares its output's among its inputs by
 * their part of it, `R_i = x_i sum_j w_ij R_j / (z_j + epsilon sign z_j)`; an activation hands it on; what a rearranging
 * step moves keeps it; the factors of a product share it equally, as in AttnLRP (https://arxiv.org/abs/2402.05602).
 * Made for the steps of a graph, inside the tidy of a pass.
 */
export function relevanceRule(
  steps: readonly Step[],
  { rule, epsilon, gamma }: { rule: RelevanceRule; epsilon: number; gamma: number },
): Rule {
  const changed: Record<RelevanceRule, ((kernel: tf.Tensor) => tf.Tensor) | undefined> = {
    epsilon: undefined,
    gamma: (kernel) => tf.add(kernel, tf.mul(tf.relu(kernel), gamma)),
    alpha1beta0: (kernel) => tf.relu(kernel),
  };
  const kernels = changedKernels(steps, changed[rule]);
  return (step, inputs) => {
    const shared = () => step.compute(inputs.map(timesItself)).map((z) => divided(z, epsilon));
    switch (step.op) {
      case 'activation':
        return [withValue(inputs[0], (x) => step.compute([x])[0])];
      case 'convolution': {
        const kernel = kernels.get(step);
        return kernel ? [withKernel(step, inputs[0], kernel, epsilon)] : shared();
      }
      case 'dense':
      case 'linear':
      case 'maxPool':
        return shared();
      case 'product':
        return shared().map((z) => withGradient(z, tf.clone, (dy) => tf.div(dy, inputs.length)));
      default:
        return undefined;
    }
  };
}

/** Made before the gradient pass: what is made in its forward part is gone when it runs back. */
function changedKernels(
  steps: readonly Step[],
  change: ((kernel: tf.Tensor) => tf.Tensor) | undefined,
): Map<Step, tf.Tensor> {
  if (!change) return new Map();
  const convolutions = steps.filter(({ op, linear }) => op === 'convolution' && linear);
  return new Map(convolutions.map((step) => [step, change(step.linear!.kernel())]));
}

/** Relevance shared as if the kernel were another; the value stays that of the step. */
function withKernel(step: Step, x: tf.Tensor, kernel: tf.Tensor, epsilon: number): tf.Tensor {
  const { bias, apply } = step.linear!;
  const z = apply(timesItself(x), kernel);
  const offset = bias();
  const [value] = step.compute([x]);
  return withValue(divided(offset ? tf.add(z, offset) : z, epsilon), () => tf.clone(value));
}

/** `x`, whose gradient is multiplied by `x`: turns what flows back to it from a share of each unit into relevance. */
export function timesItself(x: tf.Tensor): tf.Tensor {
  const forward = (input: tf.Tensor, save: (tensors: tf.Tensor[]) => void) => {
    save([input]);
    return tf.clone(input);
  };
  return withGradient(x, forward, (dy, [input]) => tf.mul(dy, input));
}

/** `z`, whose gradient is divided by `z + epsilon * sign z`, the sign of 0 being 1. */
function divided(z: tf.Tensor, epsilon: number): tf.Tensor {
  const forward = (input: tf.Tensor, save: (tensors: tf.Tensor[]) => void) => {
    save([input]);
    return tf.clone(input);
  };
  return withGradient(z, forward, (dy, [input]) => {
    const minusSign = tf.step(tf.neg(input), -1);
    return tf.div(dy, tf.sub(input, tf.mul(minusSign, epsilon)));
  });
}
