import type * as tfl from '@tensorflow/tfjs-layers';
import { predictLabelled, type EvaluatedData, type PredictLabelledOptions } from './predict-labelled';
import { scores, type Evaluation, type ScoresOptions } from './scores';

export interface EvaluateOptions
  extends PredictLabelledOptions, Pick<ScoresOptions, 'topConfusions' | 'topLosses'> {}

/**
 * How well a classifier does on labelled data, in inference mode; with `workers` in several threads, to the same numbers.
 * Several models are evaluated as one, by the mean of their probabilities; `views` averages over views of each image.
 *
 * @param model one, or several as an ensemble.
 * @param data for all models, or one a model where each has a preprocessing of its own.
 * @throws where an image or a label does not fit the model, or the model gives NaN; `AbortError` when aborted.
 * @example
 * const { balancedAccuracy } = await evaluate([a, b], test, { views: { crop: 'tenCrop', size: 44 } });
 */
export async function evaluate(
  model: tfl.LayersModel | readonly tfl.LayersModel[],
  data: EvaluatedData,
  { topConfusions, topLosses, ...options }: EvaluateOptions = {},
): Promise<Evaluation> {
  const { probabilities, labels, predicted, losses, classes } = await predictLabelled(model, data, options);
  return scores(probabilities, labels, classes, { predicted, losses, topConfusions, topLosses });
}
