import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

/** The parts of tfjs's batch normalisation layer, whose class it does not export. */
interface Normalization extends tfl.layers.Layer {
  axis: number;
  epsilon: number;
  momentum: number;
  gamma?: tfl.LayerVariable;
  beta?: tfl.LayerVariable;
  movingMean: tfl.LayerVariable;
  movingVariance: tfl.LayerVariable;
}

const stock = tfl.layers.batchNormalization({})
  .constructor as tf.serialization.SerializableConstructor<Normalization>;

/**
 * tfjs's batch normalisation (same weights, configuration and results; saved under the same name), whose training pass keeps its input and
 * nothing else for the gradient, where tfjs keeps four tensors of that size and adds up three gradients:
 *
 *   h = (x - mean) / sqrt(variance + epsilon), y = gamma * h + beta
 *   dx = gamma / sqrt(variance + epsilon) * (dy - mean of dy - h * mean of (dy * h))
 *
 * Ioffe and Szegedy 2015, "Batch Normalization", arXiv:1502.03167. One value a channel, channels last; other axes go tfjs's way.
 */
export class LeanBatchNorm extends stock {
  /** Told apart from tfjs's own where a topology is read. */
  static override readonly className = 'LeanBatchNorm';

  override getClassName(): string {
    return 'BatchNormalization';
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor | tf.Tensor[] {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const { gamma, beta } = this;
    const lastAxis = this.axis === -1 || this.axis === x.rank - 1;
    if (!kwargs.training || !lastAxis || !gamma || !beta) return super.call(inputs, kwargs);
    const operation = tf.customGrad((...args: (tf.Tensor | tf.GradSaveFunc)[]) => {
      // In here nothing is recorded on the tape, so what is not saved is freed.
      const [input, scale, shift, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
      const mean = tf.mean(input, leadingAxes(input));
      const variance = tf.tidy(() => tf.mean(tf.squaredDifference(input, mean), leadingAxes(input)));
      update(this.movingMean, mean, this.momentum);
      update(this.movingVariance, variance, this.momentum);
      const value = tf.batchNorm(input, row(mean), row(variance), row(shift), row(scale), this.epsilon);
      save([input, mean, variance, scale]);
      return {
        value,
        // TF.js would keep what lies between until the whole backward pass is over.
        gradFunc: (dy, saved) => tf.tidy(() => gradients(dy, saved, this.epsilon)),
      };
    });
    return operation(x, gamma.read(), beta.read());
  }
}

const leadingAxes = (x: tf.Tensor) => Array.from({ length: x.rank - 1 }, (_, i) => i);

/** Moves a running statistic towards that of the batch, as tfjs does. */
function update(variable: tfl.LayerVariable, value: tf.Tensor, momentum: number): void {
  tf.tidy(() => {
    const old = variable.read();
    variable.write(tf.sub(old, tf.mul(tf.sub(old, value), 1 - momentum)));
  });
}

const row = (t: tf.Tensor) => t as tf.Tensor1D;

/** The gradients to x, gamma and beta: those at fixed statistics, as TF.js has them, and what reaches x through the mean and the variance. */
function gradients(dy: tf.Tensor, [x, mean, variance, gamma]: tf.Tensor[], epsilon: number): tf.Tensor[] {
  const rows = x.size / mean.size;
  const asImages = (t: tf.Tensor) => tf.reshape(t, [rows, 1, 1, mean.size]);
  const images = asImages(x) as tf.Tensor4D;
  const { gradFunc } = tf.getGradient('FusedBatchNorm');
  const fixed = gradFunc(asImages(dy), [images, mean, variance, gamma], { varianceEpsilon: epsilon });
  const perMean = tf.div(fixed.mean(), rows);
  const perVariance = tf.mul(fixed.variance(), 2 / rows);
  // (x - mean) * perVariance + perMean, in the one pass that batch normalisation by a variance of 1 is.
  const one = row(tf.onesLike(variance));
  const throughStatistics = tf.batchNorm(images, row(mean), one, row(perMean), row(perVariance), 0);
  return [tf.reshape(tf.add(fixed.x(), throughStatistics), x.shape), fixed.scale(), fixed.offset()];
}
