import * as tf from '@tensorflow/tfjs-core';
import { valueAndGradients } from '../common/gradients';
import { readAndDispose } from '../common/map-batches';
import type { Regularizer } from './regularizers';
import { normalizeGradient } from './start-pictures';
import type { StepRule } from './step-rules';
import type { Transform } from './transforms';

export interface Ascent {
  /** The start pictures `[n, h, w, c]`, 0..1. */
  start: () => tf.Tensor;
  /** `[n]` from pictures. */
  objective: (x: tf.Tensor) => tf.Tensor;
  rule: StepRule;
  random: () => number;
  steps: number;
  regularizers: readonly Regularizer[];
  transforms: readonly Transform[];
  /** May reject to stop; everything is freed then. */
  afterStep: (step: number) => Promise<void>;
}

/** Gradient ascent of a batch of pictures; owns its tensors and frees them in every case. */
export async function ascend(ascent: Ascent): Promise<{
  values: Float32Array;
  /** Objectives `[n]` before each step, and at the end. */
  trace: Float32Array[];
  /** `[n]`: the largest gradient that a picture met; 0 when there was none. */
  largestGradient: Float32Array;
}> {
  const trace: Float32Array[] = [];
  let x = ascent.start();
  let largestGradient = new Float32Array(x.shape[0]);
  try {
    for (let step = 0; step < ascent.steps; step++) {
      const { next, ...seen } = tf.tidy(() => oneStep(ascent, x, step));
      x.dispose();
      x = next;
      const { value, size } = await readAndDispose(seen);
      trace.push(value.data);
      largestGradient = largestGradient.map((largest, i) => Math.max(largest, size.data[i]));
      await ascent.afterStep(step);
    }
    const { end } = await readAndDispose({ end: tf.tidy(() => ascent.objective(x)) });
    trace.push(end.data);
    return { values: (await x.data()) as Float32Array, trace, largestGradient };
  } finally {
    x.dispose();
    ascent.rule.dispose();
  }
}

function oneStep({ objective, rule, random, regularizers, transforms }: Ascent, x: tf.Tensor, step: number) {
  const seen = (pictures: tf.Tensor) =>
    transforms.reduce((moved, { apply }) => apply(moved, random), pictures);
  const { value, gradients } = valueAndGradients((pictures) => objective(seen(pictures)), [x]);
  const [grad] = gradients;
  const penalties = regularizers.flatMap(({ penalty }) =>
    penalty ? valueAndGradients(penalty, [x]).gradients : [],
  );
  const direction = penalties.reduce((sum, penalty) => tf.sub(sum, penalty), normalizeGradient(grad));
  const stepped = tf.add(x, rule.step(direction));
  const projected = regularizers.reduce(
    (picture, { project }) => project?.(picture, step) ?? picture,
    stepped,
  );
  return { next: tf.clipByValue(projected, 0, 1), value, size: tf.max(tf.abs(grad), [1, 2, 3]) };
}
