import type * as tfl from '@tensorflow/tfjs-layers';
import { toBatchSource, type BatchSource, type LabelledData } from './batch';
import {
  classScores,
  confusionCounts,
  normalizeRows,
  topConfusions,
  type ClassScore,
  type Confusion,
} from './confusion';
import { logitsFunction } from './logits';
import { scoreStep } from './train-step';

export interface EvaluateOptions {
  /** Images a forward pass. Default 128. */
  batchSize?: number;
  /** Class names in the order of the outputs; default those of the data, else '0', '1', … */
  classes?: string[];
  /** How many of the largest confusions to name. Default 5. */
  topConfusions?: number;
  /** How many of the images with the largest loss to name. Default 9. */
  topLosses?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** An image that the model gets most wrong. */
export interface TopLoss {
  /** Row of the data. */
  index: number;
  label: number;
  predicted: number;
  /** What the model gives to the predicted class, 0..1. */
  probability: number;
  /** Cross-entropy, -ln(probability of the true class). */
  loss: number;
}

export interface Evaluation {
  /** Images evaluated. */
  count: number;
  /** Mean cross-entropy, nats. */
  loss: number;
  accuracy: number;
  perClass: ClassScore[];
  confusion: {
    classes: string[];
    /** `counts[actual][predicted]`. */
    counts: number[][];
    /** The same with rows that sum to 1. */
    normalized: number[][];
    topConfusions: Confusion[];
  };
  topLosses: TopLoss[];
}

/**
 * How well a classifier does on labelled data, in inference mode.
 *
 * @throws where a label is not one of the model's classes; `AbortError` when aborted.
 */
export async function evaluate(
  model: tfl.LayersModel,
  data: LabelledData | BatchSource,
  {
    batchSize = 128,
    classes,
    topConfusions: confusionsNamed = 5,
    topLosses: lossesNamed = 9,
    signal,
    onProgress,
  }: EvaluateOptions = {},
): Promise<Evaluation> {
  const source = toBatchSource(data);
  if (source.size === 0) throw new Error('the data set is empty (expected at least one image)');
  const outputs = (model.outputs[0].shape as number[]).at(-1) ?? 0;
  const names = classes ?? source.classes ?? Array.from({ length: outputs }, (_, k) => `${k}`);
  if (names.length !== outputs)
    throw new Error(`${names.length} class names for a model with ${outputs} outputs`);

  const logits = logitsFunction(model);
  const images: TopLoss[] = [];
  for await (const batch of source.batches({ batchSize, seed: 0, epoch: 0, shuffle: false })) {
    signal?.throwIfAborted();
    const wrong = Array.from(batch.labels).find((label) => !(label >= 0 && label < outputs));
    if (wrong !== undefined) throw new Error(`invalid label: ${wrong} (expected 0..${outputs - 1})`);
    const score = await scoreStep(logits, batch);
    for (let i = 0; i < batch.labels.length; i++) {
      images.push(
        scoreImage(score.logits.subarray(i * outputs, (i + 1) * outputs), batch.labels[i], images.length),
      );
    }
    onProgress?.({ done: images.length, total: source.size });
  }

  const counts = confusionCounts(
    images.map((image) => image.label),
    images.map((image) => image.predicted),
    outputs,
  );
  return {
    count: images.length,
    loss: images.reduce((sum, image) => sum + image.loss, 0) / images.length,
    accuracy: images.filter((image) => image.label === image.predicted).length / images.length,
    perClass: classScores(counts, names),
    confusion: {
      classes: names,
      counts,
      normalized: normalizeRows(counts),
      topConfusions: topConfusions(counts, names, confusionsNamed),
    },
    topLosses: images.toSorted((a, b) => b.loss - a.loss).slice(0, lossesNamed),
  };
}

function scoreImage(logits: Float32Array, label: number, index: number): TopLoss {
  const predicted = logits.indexOf(Math.max(...logits));
  // log softmax, in double precision and shifted by the largest logit
  const logSum =
    Math.log(logits.reduce((sum, z) => sum + Math.exp(z - logits[predicted]), 0)) + logits[predicted];
  return {
    index,
    label,
    predicted,
    probability: Math.exp(logits[predicted] - logSum),
    loss: logSum - logits[label],
  };
}
