import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';
import type { Rule, Step } from '../graph/step';

/**
 * Guided backprop: a relu passes back only what is positive, and only where it was open: `relu(dy) * (x > 0)`.
 * As Captum does, nothing but the plain relu is touched: leaky, clipped (relu6) and smooth ones keep their gradient.
 */
export const guided: Rule = (step, [x]) => {
  if (!isPlainRelu(step)) return undefined;
  const forward = (input: tf.Tensor, save: (tensors: tf.Tensor[]) => void) => {
    save([input]);
    return step.compute([input])[0];
  };
  return [withGradient(x, forward, (dy, [input]) => tf.mul(tf.relu(dy), tf.step(input)))];
};

/** Deconvnet: a relu passes back what is positive, whether it was open or not: `relu(dy)`. Other steps as they are. */
export const deconvolved: Rule = (step, [x]) => {
  if (!isPlainRelu(step)) return undefined;
  return [
    withGradient(
      x,
      (input) => step.compute([input])[0],
      (dy) => tf.relu(dy),
    ),
  ];
};

/** Whether the step is what {@link guided} and {@link deconvolved} change. */
export function isPlainRelu({ op, activation }: Step): boolean {
  return op === 'activation' && activation === 'relu';
}
