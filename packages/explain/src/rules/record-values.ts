import type * as tf from '@tensorflow/tfjs-core';
import type { Rule, ValueId } from '../graph/step';

/** A rule that changes nothing and keeps every value that the steps read and make in `values`. */
export function recordValues(values: Map<ValueId, tf.Tensor>): Rule {
  return (step, inputs) => {
    const outputs = step.compute(inputs);
    step.inputs.forEach((id, i) => values.set(id, inputs[i]));
    step.outputs.forEach((id, i) => values.set(id, outputs[i]));
    return outputs;
  };
}
