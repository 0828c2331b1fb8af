import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { LeanBatchNorm } from './lean-batch-norm';

beforeAll(() => tf.setBackend('cpu'));

/** The largest difference, against the largest value. */
function relativeError(values: Float32Array, expected: Float32Array): number {
  const largest = expected.reduce((max, v) => Math.max(max, Math.abs(v)), 1e-12);
  return values.reduce((max, v, i) => Math.max(max, Math.abs(v - expected[i])), 0) / largest;
}

const CONFIG = { momentum: 0.9, epsilon: 1e-3 };

/** A training pass over noise: output, gradients to input, gamma and beta, the running statistics afterwards. */
function pass(layer: tfl.layers.Layer, shape: number[]): Float32Array[] {
  const channels = shape[shape.length - 1];
  layer.build([null, ...shape.slice(1)]);
  const [, , ...running] = layer.getWeights();
  layer.setWeights([tf.linspace(0.5, 2, channels), tf.linspace(-1, 1, channels), ...running]);
  const x = tf.add(tf.mul(tf.randomNormal(shape, 0, 1, 'float32', 3), 2), 1);
  const weight = tf.randomNormal(shape, 0, 1, 'float32', 4);
  const loss = () => tf.sum<tf.Scalar>(tf.mul(weight, layer.apply(x, { training: true }) as tf.Tensor));
  const { grads } = tf.variableGrads(loss);
  const dx = tf.grad((input: tf.Tensor) =>
    tf.sum(tf.mul(weight, layer.apply(input, { training: true }) as tf.Tensor)),
  )(x);
  const y = layer.apply(x, { training: true }) as tf.Tensor;
  return [y, dx, ...Object.values(grads), ...layer.getWeights()].map(
    (t) => t.dataSync().slice() as Float32Array,
  );
}

describe('LeanBatchNorm', () => {
  it.each([[[6, 5, 4, 3]], [[7, 5]], [[4, 6, 3]]])(
    "gives tfjs's results, gradients and statistics for [%s]",
    (shape) => {
      const ours = pass(new LeanBatchNorm({ ...CONFIG }), shape);
      const stock = pass(tfl.layers.batchNormalization(CONFIG), shape);
      expect(ours).toHaveLength(8);
      ours.forEach((values, i) => expect(relativeError(values, stock[i])).toBeLessThan(1e-5));
    },
  );

  it('keeps fewer bytes for the gradient', () => {
    const peak = (layer: tfl.layers.Layer) => {
      const x = tf.ones([8, 10, 10, 4]);
      layer.build([null, 10, 10, 4]);
      let bytes = 0;
      tf.dispose(
        tf.grad((input: tf.Tensor) => {
          const y = layer.apply(input, { training: true }) as tf.Tensor;
          bytes = tf.memory().numBytes;
          return y;
        })(x),
      );
      return bytes - tf.memory().numBytes;
    };
    const stock = peak(tfl.layers.batchNormalization(CONFIG));
    expect(peak(new LeanBatchNorm({ ...CONFIG }))).toBeLessThan(stock / 2);
  });

  it('is saved as BatchNormalization with the same configuration', () => {
    const stock = tfl.layers.batchNormalization({ ...CONFIG, name: 'bn' });
    const ours = new LeanBatchNorm({ ...CONFIG, name: 'bn' });
    expect(ours.getClassName()).toBe(stock.getClassName());
    expect(ours.getConfig()).toEqual(stock.getConfig());
  });

  it('leaves another axis to tfjs', () => {
    const x = tf.randomNormal([2, 3, 4, 5], 0, 1, 'float32', 1);
    const values = (layer: tfl.layers.Layer) => (layer.apply(x, { training: true }) as tf.Tensor).dataSync();
    const expected = values(tfl.layers.batchNormalization({ axis: 1 }));
    expect(values(new LeanBatchNorm({ axis: 1 }))).toEqual(expected);
  });
});
