import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './batch';
import type { LogitsFunction } from './logits';

/** Loss summed over a batch and how many of its images were classified correctly. */
export interface BatchScore {
  count: number;
  lossSum: number;
  correct: number;
}

/** The score of a batch in training mode, for `readScore`, and the mean loss's gradients in the order of the variables. */
export function lossAndGradients(
  variables: tf.Variable[],
  logits: LogitsFunction,
  batch: Batch,
): { gradients: tf.Tensor[]; score: tf.Tensor } {
  // The tape of variableGrads frees all but the loss, so what else is wanted of the forward pass is kept.
  let correct: tf.Scalar | undefined;
  try {
    return tf.tidy(() => {
      const { x, ...truth } = toTensors(batch);
      const { value, grads } = tf.variableGrads(() => {
        const output = logits(x, true);
        correct = tf.keep(countCorrect(output, truth));
        return meanLoss(output, truth);
      }, variables);
      return {
        gradients: variables.map(({ name }) => grads[name]),
        score: tf.stack([value, correct as tf.Scalar]),
      };
    });
  } finally {
    correct?.dispose();
  }
}

/** The scores of a batch in inference mode, and its logits `[n, classes]`, row-major. */
export async function scoreStep(
  logits: LogitsFunction,
  batch: Batch,
): Promise<BatchScore & { logits: Float32Array }> {
  const [score, output] = tf.tidy(() => {
    const { x, ...truth } = toTensors(batch);
    const out = logits(x, false);
    return [tf.stack([meanLoss(out, truth), countCorrect(out, truth)]), out];
  });
  const values = await output.data<'float32'>();
  const read = await readScore(score, batch);
  tf.dispose([score, output]);
  return { ...read, logits: values };
}

/** What the outputs of a batch are compared with. */
interface Truth {
  labels: tf.Tensor1D;
  /** `[n, classes]`, where they are not one class an image. */
  targets?: tf.Tensor2D;
  /** `[n]`, where images count differently. */
  weights?: tf.Tensor1D;
}

function toTensors({ data, shape, labels, labelWeights, sampleWeights }: Batch): Truth & { x: tf.Tensor4D } {
  const [n] = shape;
  return {
    x: tf.tensor4d(data, shape),
    labels: tf.tensor1d(Array.from(labels), 'int32'),
    ...(labelWeights && { targets: tf.tensor2d(labelWeights, [n, labelWeights.length / n]) }),
    ...(sampleWeights && { weights: tf.tensor1d(sampleWeights) }),
  };
}

/** Sum over the images of weight · cross-entropy, divided by their number (as Keras, not as PyTorch, which divides by the weights). */
function meanLoss(logits: tf.Tensor2D, { labels, targets, weights }: Truth): tf.Scalar {
  const [n, classes] = logits.shape;
  const wanted = targets ?? tf.oneHot(labels, classes);
  if (weights === undefined) return tf.losses.softmaxCrossEntropy(wanted, logits);
  const sum = tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(
    wanted,
    logits,
    weights,
    0,
    tf.Reduction.SUM,
  );
  return tf.div(sum, n);
}

function countCorrect(logits: tf.Tensor2D, { labels }: Truth): tf.Scalar {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32'));
}

/** Reads a score's tensor, which stays the caller's. */
export async function readScore(score: tf.Tensor, batch: Batch): Promise<BatchScore> {
  const [loss, correct] = await score.data();
  const count = batch.labels.length;
  return { count, lossSum: loss * count, correct };
}
