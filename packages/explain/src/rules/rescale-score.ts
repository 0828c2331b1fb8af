import * as tf from '@tensorflow/tfjs-core';
import type { Score } from '../common/options';
import { linkOf, toScore, type ScoreHead } from '../common/score-head';
import { withGradient } from '../common/with-gradient';
import { rescale } from './rescale';

/**
 * The score of raw outputs, with DeepLIFT's multipliers as gradient, so that the differences of the raw outputs add up
 * to that of the score. A sigmoid and a logarithm are rescaled as any activation. Softmax is taken apart: the difference
 * of `log p` is that of the logit minus that of `log sum exp`, with `exp`, `log` and the last `exp` rescaled.
 */
export function rescaledScore(
  output: tf.Tensor,
  reference: tf.Tensor,
  head: ScoreHead,
  score: Score,
): tf.Tensor {
  if (score === 'logit') return output;
  if (head.form === 'probabilities' || linkOf(head, output) === 'sigmoid') {
    return score === 'probability' && head.form === 'probabilities'
      ? output
      : rescale((x) => toScore(x, head, score), output, reference);
  }
  const logs = rescaledLogSoftmax(output, reference);
  return score === 'logProbability' ? logs : rescale(tf.exp, logs, tf.logSoftmax(reference));
}

function rescaledLogSoftmax(z: tf.Tensor, z0: tf.Tensor): tf.Tensor {
  return withGradient(
    z,
    (logits, save) => {
      save([logSumExpSlopes(logits, z0)]);
      return tf.logSoftmax(logits);
    },
    (dy, [slopes]) => tf.sub(dy, tf.mul(tf.sum(dy, -1, true), slopes)),
  );
}

/** Slopes of `log sum exp` in each logit: that of the logarithm times those of the exponentials. */
function logSumExpSlopes(z: tf.Tensor, z0: tf.Tensor): tf.Tensor {
  const top = tf.maximum(tf.max(z, -1, true), tf.max(z0, -1, true));
  const [e, e0] = [z, z0].map((logits) => tf.exp(tf.sub(logits, top)));
  const [total, total0] = [e, e0].map((values) => tf.sum(values, -1, true));
  const rise = tf.sub(tf.logSumExp(z, -1, true), tf.logSumExp(z0, -1, true));
  // Where the ends are near each other a quotient of differences is rounding noise: the slope in the middle is exact
  // to the square of their distance.
  const near = (difference: tf.Tensor) => tf.less(tf.abs(difference), 1e-3);
  const ofLog = tf.where(near(rise), tf.div(2, tf.add(total, total0)), tf.div(rise, tf.sub(total, total0)));
  const difference = tf.sub(z, z0);
  const ofExp = tf.where(near(difference), tf.div(tf.add(e, e0), 2), tf.div(tf.sub(e, e0), difference));
  return tf.mul(ofLog, ofExp);
}
