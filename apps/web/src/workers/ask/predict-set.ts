import { hardLabels, type LabelledImages } from '@fer/data';
import { scores, type Evaluation } from '@fer/train';
import { openData } from '../../library/data-sets';
import type { ModelRef } from '../../library/models';
import type { Progress } from '../../ui/use-long-answer';
import { rowsOfPart, type PartKey } from '../../library/parts';
import { askBackend } from './ask-backend';
import { fitImages } from './model-input';
import { openModel, type OpenedModel } from './open-model';
import { predictWith } from './predict-images';

/** What a model says of some images of a set. */
export interface SetPrediction {
  /** Which images, ascending. */
  rows: Uint32Array;
  /** The most probable class of each, in the order of the set's classes. */
  predicted: Uint8Array;
  /** Its probability, 0..1. */
  confidence: Float32Array;
}

export interface SetEvaluation extends SetPrediction {
  /** The class of each image in the set. */
  labels: Uint8Array;
  evaluation: Evaluation;
}

/** Images between two words of progress. */
const AT_ONCE = 256;

/**
 * Probabilities `[n, classes]` in the order of the set's classes, NaN where the model was not asked yet: by model and
 * set; gone with the model when it is closed.
 */
const answers = new WeakMap<OpenedModel['model'], Map<string, Float32Array>>();

/**
 * What a model says of a part of a set. Each image is asked once, so that an answer that was stopped goes on where it was.
 *
 * @throws where the images or the classes are not the model's; `AbortError`
 */
export async function predictSet(
  ref: ModelRef,
  dataId: string,
  part: PartKey,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<SetPrediction> {
  const data = await openData(dataId);
  const rows = await rowsOfPart(dataId, part, ref);
  return mostProbable(rows, await ask(ref, dataId, rows, signal, onProgress), data.classes.length);
}

/** {@link predictSet} with the labels and all scores. */
export async function evaluateSet(
  ref: ModelRef,
  dataId: string,
  part: PartKey,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<SetEvaluation> {
  const data = await openData(dataId);
  const all = hardLabels(data);
  const rows = await rowsOfPart(dataId, part, ref);
  const probabilities = await ask(ref, dataId, rows, signal, onProgress);
  const labels = Uint8Array.from(rows, (row) => all[row]);
  const answer = mostProbable(rows, probabilities, data.classes.length);
  const evaluation = scores(probabilities, labels, data.classes, { predicted: answer.predicted });
  return { ...answer, labels, evaluation };
}

/** Probabilities of some rows, `[rows, classes]`. */
async function ask(
  ref: ModelRef,
  dataId: string,
  rows: Uint32Array,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Float32Array> {
  await askBackend();
  const [opened, data] = await Promise.all([openModel(ref), openData(dataId)]);
  const k = data.classes.length;
  const order = classOrder(opened.classes, data.classes);
  const known = knownAnswers(opened, dataId, data);
  const missing = rows.filter((row) => Number.isNaN(known[row * k]));
  for (let start = 0; start < missing.length; start += AT_ONCE) {
    signal.throwIfAborted();
    const some = missing.subarray(start, start + AT_ONCE);
    const { probabilities } = await predictWith(opened, fitImages(batchOf(data, some), opened), { signal });
    some.forEach((row, i) =>
      order.forEach((from, to) => (known[row * k + to] = probabilities[i * k + from])),
    );
    onProgress({ done: rows.length - missing.length + start + some.length, total: rows.length });
  }
  const own = new Float32Array(rows.length * k);
  rows.forEach((row, i) => own.set(known.subarray(row * k, (row + 1) * k), i * k));
  return own;
}

function knownAnswers({ model }: OpenedModel, dataId: string, data: LabelledImages): Float32Array {
  const bySet = answers.get(model) ?? new Map<string, Float32Array>();
  answers.set(model, bySet);
  const known = bySet.get(dataId) ?? new Float32Array(data.shape[0] * data.classes.length).fill(NaN);
  bySet.set(dataId, known);
  return known;
}

/** For each class of the set its place among the model's. */
function classOrder(ofModel: readonly string[], ofData: readonly string[]): number[] {
  const order = ofData.map((name) => ofModel.indexOf(name));
  if (ofModel.length === ofData.length && !order.includes(-1)) return order;
  throw new Error(
    `the model answers ${ofModel.join(', ')} (expected the classes of the data: ${ofData.join(', ')})`,
  );
}

/** Images as a model takes them. */
function batchOf({ images, shape: [, h, w, c] }: LabelledImages, rows: ArrayLike<number>) {
  const size = h * w * c;
  const data = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++)
    for (let p = 0; p < size; p++) data[i * size + p] = images[rows[i] * size + p] / 255;
  return { data, shape: [rows.length, h, w, c] as [number, number, number, number] };
}

function mostProbable(rows: Uint32Array, probabilities: Float32Array, k: number): SetPrediction {
  const predicted = Uint8Array.from(rows, (_, i) => {
    let best = 0;
    for (let c = 1; c < k; c++) if (probabilities[i * k + c] > probabilities[i * k + best]) best = c;
    return best;
  });
  return {
    rows,
    predicted,
    confidence: Float32Array.from(rows, (_, i) => probabilities[i * k + predicted[i]]),
  };
}
