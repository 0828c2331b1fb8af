import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';
import type { Rule, Step, ValueId } from '../graph/step';
import { isSoftmaxLike } from './softmax-like';

/** Below this difference a slope is the derivative, as in Captum. */
const smallest = 1e-10;

/** The part of the largest value below which values of a baseline count as equal: some steps of float32. */
const equalWithin = 2 ** -20;

/** The values of the graph at the baseline: as many rows as the images have, or one row for all. */
export type References = ReadonlyMap<ValueId, tf.Tensor>;

/** Whether DeepLIFT's rescale rule says how a difference passes the step. */
export function hasRescaleRule(step: Step): boolean {
  if (step.op === 'opaque' || isSoftmaxLike(step)) return false;
  if (step.op === 'maxPool') return step.unpool !== undefined;
  return step.op !== 'product' || step.inputs.length === 2;
}

/**
 * DeepLIFT's rescale rule: what flows back are multipliers, which times the difference from the baseline add up to the
 * difference of the score. An activation passes on its slope between baseline and image, a product takes the values in
 * the middle of both, max-pooling hands each window's difference to where the larger maximum is; all else is linear.
 */
export function rescaleRule(references: References): Rule {
  return (step, inputs) => {
    const at = step.inputs.map((id) => references.get(id)!);
    const [x] = inputs;
    switch (step.op) {
      case 'activation':
        return [rescale((value) => step.compute([value])[0], x, at[0], references.get(step.outputs[0]))];
      case 'maxPool':
        return [rescaledMaxPool(step, x, at[0], references.get(step.outputs[0])!)];
      case 'product':
        return [rescaledProduct(step, inputs, at)];
      default:
        return undefined;
    }
  };
}

/** `f(x)` of each element, whose gradient is the slope `(f(x) - f(x0)) / (x - x0)`, or the derivative where both are one. */
export function rescale(
  f: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
  x0: tf.Tensor,
  y0: tf.Tensor = f(x0),
): tf.Tensor {
  const difference = tf.sub(x, x0);
  const same = isNone(difference);
  // The derivative comes from the tape: through f, cut off where the slope stands.
  const y = f(timesOnTheWayBack(x, same));
  const withSlope = tf.customGrad((...args) => {
    const [value, , save] = args as unknown as [tf.Tensor, tf.Tensor, (tensors: tf.Tensor[]) => void];
    save([slopeOf(tf.sub(value, y0), difference, same)]);
    return {
      value: tf.clone(value),
      gradFunc: (dy: tf.Tensor, [slope]: tf.Tensor[]) => [dy, tf.mul(dy, slope)],
    };
  });
  return withSlope(y, x);
}

/** 1 where there is no difference to speak of, else 0; of ops that are fast on wasm, as comparisons there are not. */
function isNone(difference: tf.Tensor): tf.Tensor {
  return tf.sub(1, tf.step(tf.sub(tf.abs(difference), smallest)));
}

/** The quotient of differences; next to 0 where there is none, as then the change is next to 0, too. */
function slopeOf(change: tf.Tensor, difference: tf.Tensor, same: tf.Tensor): tf.Tensor {
  return tf.div(change, tf.add(difference, same));
}

/** `x`, whose gradient is multiplied by `factor`. */
function timesOnTheWayBack(x: tf.Tensor, factor: tf.Tensor): tf.Tensor {
  const forward = (input: tf.Tensor, save: (tensors: tf.Tensor[]) => void) => {
    save([factor]);
    return tf.clone(input);
  };
  return withGradient(x, forward, (dy, [saved]) => tf.mul(dy, saved));
}

/**
 * Of a window's change, what the image's maximum is above the baseline's goes to the image's largest element, what it is
 * below to the baseline's; each divided by that element's own change.
 */
function rescaledMaxPool(step: Step, x: tf.Tensor, x0: tf.Tensor, y0: tf.Tensor): tf.Tensor {
  const rows = x.shape[0];
  return withGradient(
    x,
    (input, save) => {
      const [output] = step.compute([input]);
      // A baseline of one colour gives windows of equals, but for rounding, in which backends differ.
      const tolerance = tf.mul(tf.max(tf.abs(x0)), equalWithin);
      save([input, output, spread(x0, rows), spread(y0, rows), tolerance]);
      return output;
    },
    (dy, [input, output, start, largest, tolerance]) => {
      const change = tf.sub(output, y0);
      const risen = step.unpool!(input, output, tf.mul(dy, tf.relu(change)));
      const fallen = step.unpool!(start, largest, tf.neg(tf.mul(dy, tf.relu(tf.neg(change)))), tolerance);
      const difference = tf.sub(input, x0);
      const same = isNone(difference);
      const slope = slopeOf(tf.add(risen, fallen), difference, same);
      return tf.add(slope, tf.mul(same, step.unpool!(input, output, dy)));
    },
  );
}

/** One row repeated `rows` times; more rows stay as they are. */
export function spread(x: tf.Tensor, rows: number): tf.Tensor {
  if (x.shape[0] === rows) return x;
  // Adding is many times as fast as tiling on wasm.
  return tf.add(x, tf.zeros([rows, ...x.shape.slice(1).map(() => 1)]));
}

/** `ab - a0 b0 = (a - a0) (b + b0) / 2 + (b - b0) (a + a0) / 2`: the gradient at the middle of baseline and image. */
function rescaledProduct(step: Step, inputs: tf.Tensor[], references: tf.Tensor[]): tf.Tensor {
  const middles = inputs.map((x, i) => withValue(x, (input) => tf.div(tf.add(input, references[i]), 2)));
  const [value] = step.compute(inputs);
  return withValue(step.compute(middles)[0], () => tf.clone(value));
}

/** Another value that hands its gradient on to `x` unchanged. */
export function withValue(x: tf.Tensor, value: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  return withGradient(x, value, (dy) => dy);
}
