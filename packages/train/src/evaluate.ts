import type * as tfl from '@tensorflow/tfjs-layers';
import type { BatchSource, LabelledData } from './batch';
import { checkedSource } from './checked-source';
import { checkWhole } from './check-whole';
import {
  classScores,
  confusionCounts,
  normalizeRows,
  topConfusions,
  type ClassScore,
  type Confusion,
} from './confusion';
import { eventLoopTurn, throwIfAborted } from './event-loop-turn';
import { inOrder } from './in-order';
import { scorer } from './parallel/scorer';
import { useWorkers, type WorkersOptions } from './parallel/use-workers';

export interface EvaluateOptions extends WorkersOptions {
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
 * How well a classifier does on labelled data, in inference mode; with `workers` in several threads, to the same numbers.
 *
 * @throws where an image or a label does not fit the model, or the model gives NaN; `AbortError` when aborted.
 */
export async function evaluate(
  model: tfl.LayersModel,
  data: LabelledData | BatchSource,
  {
    batchSize = 128,
    classes,
    topConfusions: confusionsNamed = 5,
    topLosses: lossesNamed = 9,
    workers,
    startWorker,
    signal,
    onProgress,
  }: EvaluateOptions = {},
): Promise<Evaluation> {
  checkWhole('batchSize', batchSize);
  const source = checkedSource(model, data, 'evaluated');
  const outputs = (model.outputs[0].shape as number[]).at(-1) ?? 0;
  const names = classes ?? source.classes ?? Array.from({ length: outputs }, (_, k) => `${k}`);
  if (names.length !== outputs)
    throw new Error(`${names.length} class names for a model with ${outputs} outputs`);

  const images: TopLoss[] = [];
  throwIfAborted(signal);
  await useWorkers(model, { workers, startWorker }, Math.ceil(source.size / batchSize), async (pool) => {
    const { lanes, score } = await scorer(model, pool);
    const batches = source.batches({ batchSize, seed: 0, epoch: 0, shuffle: false });
    for await (const { item: batch, result } of inOrder(batches, score, { lanes })) {
      for (let i = 0; i < batch.labels.length; i++) {
        const logits = result.logits.subarray(i * outputs, (i + 1) * outputs);
        images.push(scoreImage(logits, batch.labels[i], images.length));
      }
      onProgress?.({ done: images.length, total: source.size });
      await eventLoopTurn(signal);
    }
  });

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
  if (!logits.every(Number.isFinite))
    throw new Error(`the model gives image ${index} a score that is no number`);
  const predicted = logits.indexOf(Math.max(...logits));
  // Log softmax, in double precision and shifted by the largest logit; then rounded to the float32 of the logits, since
  // the last bit of exp and log in double precision differs between versions of a JavaScript engine.
  const logSum =
    Math.log(logits.reduce((sum, z) => sum + Math.exp(z - logits[predicted]), 0)) + logits[predicted];
  return {
    index,
    label,
    predicted,
    probability: Math.fround(Math.exp(logits[predicted] - logSum)),
    loss: Math.fround(logSum - logits[label]),
  };
}
