import type * as tfl from '@tensorflow/tfjs-layers';
import { select } from '@fer/data';
import { predict } from '@fer/models';
import { chooseRows } from '../figures/choose-examples';
import { imageBatch } from '../figures/image-batch';
import {
  backgroundOf,
  heldOutRows,
  labelsOf,
  shareOfArea,
  withMasks,
  type FacesWithTruth,
} from './faces-with-truth';
import { judgeMethods, type JudgeOptions, type TruthScore } from './judge-methods';

export interface ScoreAgainstTruthOptions extends JudgeOptions {
  /** So many images of every class, where the model is right about as many. Default 5. */
  perClass?: number;
  /** Classes to leave out. Default `neutral`, whose label is that nothing differs. */
  without?: readonly string[];
}

/** What attribution methods say of images of which it is known where the label is. */
export interface TruthTable {
  /** The methods in the order given, then the controls. */
  scores: TruthScore[];
  /** How many images they explained. */
  images: number;
  /** The mean share of an image that is inside: what a flat map scores in every column. */
  area: number;
  /** Of the model on the held-out images, 0..1. */
  accuracy: number;
}

/**
 * How well attribution maps lie where the label is, method by method: share of mass inside the label's regions, rank accuracy
 * and pointing game, beside a random map and an edge detector (Sobel).
 *
 * Every method of the catalogue that gives each image one map explains the predicted class of the same held-out faces (the
 * test part, where the data have one) that the model is right about; maps of a layer are stretched to the image.
 * Of gradients the size counts, of RISE what is above its mean, of others the positive part. A method that can't run
 * says why in its row. That a map lies elsewhere may also be the model's doing: it may look there.
 *
 * @throws where the faces lack labels or truth, or the model is right about none.
 * @example
 * const { scores, area } = await scoreAgainstTruth(model, await drawnFaces(), { methods: ['saliency', 'gradCam'] });
 */
export async function scoreAgainstTruth(
  model: tfl.LayersModel,
  faces: FacesWithTruth,
  { perClass = 5, without = ['neutral'], ...options }: ScoreAgainstTruthOptions = {},
): Promise<TruthTable> {
  const { seed = 0, signal } = options;
  const labels = labelsOf(faces);
  const heldOut = heldOutRows(faces);
  const { labels: predicted } = await predict(model, imageBatch(select(faces, heldOut)), { signal });
  const right = heldOut.filter((row, i) => predicted[i] === labels[row]);
  const asked = right.filter((row) => !without.includes(faces.classes[labels[row]]));
  const rows = chooseRows(faces, asked, perClass, seed);
  if (rows.length === 0) throw new Error('the model is right about none of the held-out faces');
  const masked = withMasks(faces, rows, (row) => faces.labelRegions[row]);
  return {
    scores: await judgeMethods(model, masked, { ...options, background: backgroundOf(faces, seed) }),
    images: rows.length,
    area: shareOfArea(masked),
    accuracy: right.length / heldOut.length,
  };
}
