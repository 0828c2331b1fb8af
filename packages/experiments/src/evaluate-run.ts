import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { scores, type Evaluation, type LabelledPrediction } from '@fer/train';
import { confusionMatrix, reliabilityCurve, type Figure, type FigureOptions } from '@fer/viz';
import { csvCell } from './csv-cell';
import { predictSplit, type PredictSplitOptions } from './predict-split';
import type { RunFolder } from './run-folder';
import type { EvaluationSpec } from './spec';

/** An evaluation whose worst images have the names that the images have. */
export interface NamedEvaluation extends Evaluation {
  topLosses: (Evaluation['topLosses'][number] & { id?: string })[];
}

export interface EvaluateSplitOptions extends PredictSplitOptions, Partial<Omit<EvaluationSpec, 'views'>> {}

/** Evaluates a model on images of a split, as `predictSplit` predicts them; several models as one. */
export async function evaluateSplit(
  models: tfl.LayersModel | readonly tfl.LayersModel[],
  images: LabelledImages,
  split: string,
  options: EvaluateSplitOptions = {},
): Promise<NamedEvaluation> {
  return evaluatePrediction(await predictSplit(models, images, split, options), images, options);
}

/** The scores of what `predictSplit` gave for some images. */
export function evaluatePrediction(
  { probabilities, labels, predicted, losses, classes }: LabelledPrediction,
  { ids }: Pick<LabelledImages, 'ids'>,
  { topConfusions, topLosses: worst }: Pick<EvaluateSplitOptions, 'topConfusions' | 'topLosses'> = {},
): NamedEvaluation {
  const named = { predicted, losses, topConfusions, topLosses: worst };
  const evaluation = scores(probabilities, labels, classes, named);
  const topLosses = evaluation.topLosses.map((image) => ({ ...image, ...(ids && { id: ids[image.index] }) }));
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
  const rows = counts.map((row, i) => [csvCell(classes[i]), ...row].join(','));
  await folder.write(
    'confusion.csv',
    `${[['actual', ...classes.map(csvCell)].join(','), ...rows].join('\n')}\n`,
  );
}

export function confusionFigure(
  { confusion, count }: Evaluation,
  split: string,
  look: Pick<FigureOptions, 'theme'> = {},
): Figure {
  return confusionMatrix(
    { counts: confusion.counts, classes: confusion.classes },
    { caption: ofSplit(count, split), ...look },
  );
}

export function reliabilityFigure(
  { calibration, count }: Evaluation,
  split: string,
  look: Pick<FigureOptions, 'theme'> = {},
): Figure {
  return reliabilityCurve(calibration.bins, { caption: ofSplit(count, split), ...look });
}

function ofSplit(count: number, split: string): string {
  return `${count.toLocaleString('en-US')} images of the ${split} split.`;
}

/** The accuracy of always answering with the most frequent class: what a model has to beat. */
export function frequentClass({ perClass, count }: Evaluation): { name: string; accuracy: number } {
  const { name, support } = perClass.reduce((a, b) => (b.support > a.support ? b : a));
  return { name, accuracy: support / count };
}
