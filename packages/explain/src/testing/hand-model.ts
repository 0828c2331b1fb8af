import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

/** S = 3 relu(x0 + 2 x1) - 2 relu(x1 - x0 - 1) + 0.5. */
export function handModel() {
  const model = tfl.sequential();
  model.add(tfl.layers.dense({ inputShape: [2], units: 2, activation: 'relu', name: 'hidden' }));
  model.add(tfl.layers.dense({ units: 1, name: 'out' }));
  const weights = [tf.tensor2d([1, -1, 2, 1], [2, 2]), tf.tensor1d([0, -1])];
  model.setWeights([...weights, tf.tensor2d([3, -2], [2, 1]), tf.tensor1d([0.5])]);
  return model;
}
