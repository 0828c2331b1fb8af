import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from './batch';
import type { LogitsFunction } from './logits';

/** Loss summed over a batch and how many of its images were classified correctly. */
export interface BatchScore {
  count: number;
  lossSum: number;
  correct: number;
}

/** One update: mean softmax cross-entropy of the batch, its gradients, the optimiser. */
export async function trainStep(
  model: tfl.LayersModel,
  logits: LogitsFunction,
  optimizer: tf.Optimizer,
  batch: Batch,
): Promise<BatchScore> {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  // The tape of variableGrads frees all but the loss, so what else is wanted of the forward pass is kept.
  let correct: tf.Scalar | undefined;
  try {
    const score = tf.tidy(() => {
      const { x, labels } = toTensors(batch);
      const { value, grads } = tf.variableGrads(() => {
        const output = logits(x, true);
        correct = tf.keep(countCorrect(output, labels));
        return meanLoss(output, labels);
      }, variables);
      optimizer.applyGradients(grads);
      return tf.stack([value, correct as tf.Scalar]);
    });
    return await readScore(score, batch);
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
    const { x, labels } = toTensors(batch);
    const out = logits(x, false);
    return [tf.stack([meanLoss(out, labels), countCorrect(out, labels)]), out];
  });
  const values = await output.data<'float32'>();
  output.dispose();
  return { ...(await readScore(score, batch)), logits: values };
}

function toTensors(batch: Batch) {
  return { x: tf.tensor4d(batch.data, batch.shape), labels: tf.tensor1d(Array.from(batch.labels), 'int32') };
}

function meanLoss(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, logits.shape[1]), logits);
}

function countCorrect(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32'));
}

async function readScore(score: tf.Tensor, batch: Batch): Promise<BatchScore> {
  const [loss, correct] = await score.data();
  score.dispose();
  const count = batch.labels.length;
  return { count, lossSum: loss * count, correct };
}
