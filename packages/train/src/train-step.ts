import * as tf from '@tensorflow/tfjs-core';
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
  variables: tf.Variable[],
  logits: LogitsFunction,
  optimizer: tf.Optimizer,
  batch: Batch,
): Promise<BatchScore> {
  const { gradients, score } = lossAndGradients(variables, logits, batch);
  try {
    optimizer.applyGradients(gradients.map((tensor, i) => ({ name: variables[i].name, tensor })));
    return await readScore(score, batch);
  } finally {
    tf.dispose([gradients, score]);
  }
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
      const { x, labels } = toTensors(batch);
      const { value, grads } = tf.variableGrads(() => {
        const output = logits(x, true);
        correct = tf.keep(countCorrect(output, labels));
        return meanLoss(output, labels);
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
    const { x, labels } = toTensors(batch);
    const out = logits(x, false);
    return [tf.stack([meanLoss(out, labels), countCorrect(out, labels)]), out];
  });
  const values = await output.data<'float32'>();
  const read = await readScore(score, batch);
  tf.dispose([score, output]);
  return { ...read, logits: values };
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

/** Reads a score's tensor, which stays the caller's. */
export async function readScore(score: tf.Tensor, batch: Batch): Promise<BatchScore> {
  const [loss, correct] = await score.data();
  const count = batch.labels.length;
  return { count, lossSum: loss * count, correct };
}
