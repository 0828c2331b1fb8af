import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { readModelInfo } from '@fer/models';
import { predictLabelled, type LabelledPrediction, type TestTimeViews } from '@fer/train';
import { batchSource } from './batch-source';
import { csvCell } from './csv-cell';
import type { PartOptions } from './environment';
import type { RunFolder } from './run-folder';

export interface PredictSplitOptions extends Pick<PartOptions, 'signal' | 'onEvent' | 'pool'> {
  /** Views of each image whose probabilities are averaged. Default: the image as it is. */
  views?: TestTimeViews;
}

/**
 * Class probabilities of images of a split, of one model or the mean of several, each with the preprocessing that it
 * carries; in the threads of a pool where there is one, to the same numbers.
 */
export function predictSplit(
  models: tfl.LayersModel | readonly tfl.LayersModel[],
  images: LabelledImages,
  split: string,
  { views, signal, onEvent, pool }: PredictSplitOptions = {},
): Promise<LabelledPrediction> {
  const all = Array.isArray(models) ? (models as tfl.LayersModel[]) : [models as tfl.LayersModel];
  const data = all.map((model) => batchSource(images, readModelInfo(model).preprocessing));
  return predictLabelled(all, data, {
    views,
    signal,
    workers: pool,
    onProgress: ({ done, total }) => onEvent?.({ type: 'step', name: `evaluating on ${split}`, done, total }),
  });
}

/**
 * Writes predictions.csv: row, id (where the images have names), label, predicted, loss and the probability of each
 * class, an image a row.
 */
export async function writePredictions(
  folder: RunFolder,
  { probabilities, labels, predicted, losses, classes }: LabelledPrediction,
  { ids }: Pick<LabelledImages, 'ids'>,
): Promise<void> {
  const header = ['row', ...(ids ? ['id'] : []), 'label', 'predicted', 'loss', ...classes.map(csvCell)];
  const rows = Array.from(labels, (label, i) => [
    i,
    ...(ids ? [csvCell(ids[i])] : []),
    csvCell(classes[label]),
    csvCell(classes[predicted[i]]),
    shortest(losses[i]),
    ...Array.from(probabilities.subarray(i * classes.length, (i + 1) * classes.length), shortest),
  ]);
  await folder.write('predictions.csv', [header, ...rows].map((row) => `${row.join(',')}\n`).join(''));
}

/** Seven digits: enough to know rows that differ apart, and to take the mean of runs. */
function shortest(value: number): string {
  return String(Number(value.toPrecision(7)));
}
