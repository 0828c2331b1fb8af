import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { readModelInfo } from '@fer/models';
import { evaluate, type Evaluation } from '@fer/train';
import { confusionMatrix, type Figure } from '@fer/viz';
import { batchSource } from './batch-source';
import type { PartOptions } from './environment';
import type { RunFolder } from './run-folder';
import type { EvaluationSpec } from './spec';

/** An evaluation whose worst images have the names that the images have. */
export interface NamedEvaluation extends Evaluation {
  topLosses: (Evaluation['topLosses'][number] & { id?: string })[];
}

export interface EvaluateSplitOptions
  extends Partial<EvaluationSpec>, Pick<PartOptions, 'signal' | 'onEvent' | 'pool'> {}

/**
 * Evaluates a model on images of a split, with the preprocessing that the model carries; in the threads of a pool
 * where there is one, to the same numbers.
 */
export async function evaluateSplit(
  model: tfl.LayersModel,
  images: LabelledImages,
  split: string,
  { views, topConfusions, topLosses: worst, signal, onEvent, pool }: EvaluateSplitOptions = {},
): Promise<NamedEvaluation> {
  const evaluation = await evaluate(model, batchSource(images, readModelInfo(model).preprocessing), {
    views,
    topConfusions,
    topLosses: worst,
    signal,
    workers: pool,
    onProgress: ({ done, total }) => onEvent?.({ type: 'step', name: `evaluating on ${split}`, done, total }),
  });
  const topLosses = evaluation.topLosses.map((image) => ({
    ...image,
    ...(images.ids && { id: images.ids[image.index] }),
  }));
  return { ...evaluation, topLosses };
}

/** Writes evaluation.json and confusion.csv. */
export async function writeEvaluation(
  folder: RunFolder,
  evaluation: Evaluation,
  split: string,
): Promise<void> {
  const { classes, counts } = evaluation.confusion;
  await folder.write('evaluation.json', `${JSON.stringify({ split, ...evaluation }, null, 2)}\n`);
  const rows = counts.map((row, i) => [classes[i], ...row].join(','));
  await folder.write('confusion.csv', `${[['actual', ...classes].join(','), ...rows].join('\n')}\n`);
}

export function confusionFigure({ confusion, count }: Evaluation, split: string): Figure {
  return confusionMatrix(
    { counts: confusion.counts, classes: confusion.classes },
    { caption: `${count.toLocaleString('en-US')} images of the ${split} split.` },
  );
}

/** The accuracy of always answering with the most frequent class: what a model has to beat. */
export function frequentClass({ perClass, count }: Evaluation): { name: string; accuracy: number } {
  const { name, support } = perClass.reduce((a, b) => (b.support > a.support ? b : a));
  return { name, accuracy: support / count };
}
