import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

/** The smallest probability whose logarithm is taken, as Keras does. */
const SMALLEST_PROBABILITY = 1e-7;

/** Runs a classifier up to its logits `[n, classes]`; `training` switches dropout and batch statistics. */
export type LogitsFunction = (x: tf.Tensor, training: boolean) => tf.Tensor2D;

/**
 * The function that gives a classifier's logits. A softmax layer at the end is looked through (the loss is
 * computed from logits, which is exact where probabilities underflow); a softmax that is the activation of
 * the last layer can't be, so there the logarithm of its clipped output stands in, which has the same
 * softmax. Any other end is taken to give logits.
 */
export function logitsFunction(model: tfl.LayersModel): LogitsFunction {
  const last = model.layers[model.layers.length - 1];
  const activation = (last.getConfig() as { activation?: string }).activation;
  const name = last.getClassName();
  if (name === 'Softmax' || (name === 'Activation' && activation === 'softmax')) {
    const inner = tfl.model({ inputs: model.inputs, outputs: last.input });
    return (x, training) => inner.apply(x, { training }) as tf.Tensor2D;
  }
  if (activation !== 'softmax') return (x, training) => model.apply(x, { training }) as tf.Tensor2D;
  return (x, training) =>
    tf.tidy(() =>
      tf.log(tf.clipByValue(model.apply(x, { training }) as tf.Tensor2D, SMALLEST_PROBABILITY, 1)),
    );
}
