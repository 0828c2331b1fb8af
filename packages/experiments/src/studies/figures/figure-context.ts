import type * as tfl from '@tensorflow/tfjs-layers';
import { nameRows, select, splitBy, SPLIT_NAMES, type LabelledImages } from '@fer/data';
import { inputRange, readModelInfo } from '@fer/models';
import type { RunOptions } from '../../environment';
import { chooseExamples } from '../../figures/choose-examples';
import { convolutionNames } from '../../figures/convolutions';
import { activationAfter } from '../../figures/layer-sheets';
import { count } from '../../report/words';
import type { Faces } from '../study';

/** What a study's figures are drawn from. */
export interface FigureContext extends Pick<RunOptions, 'signal' | 'onEvent'> {
  /** The best model of the run that is looked into. */
  model: tfl.LayersModel;
  /** The whole data set, in the order of its file. */
  data: LabelledImages;
  /** The part that the result is measured on. */
  heldOut: LabelledImages;
  /** Chooses faces and filters, and draws the noise. */
  seed: number;
  /** Steps of gradient ascent. */
  ascentSteps: number;
}

/** The faces of a figure; `remark` says where others than asked for are shown. */
export function chooseFaces(
  faces: Faces,
  { data, heldOut, seed }: FigureContext,
): { images: LabelledImages; remark?: string } {
  if ('perClass' in faces) return { images: chooseExamples(heldOut, faces.perClass, seed) };
  const training = trainingPart(data);
  const n = training.shape[0];
  const rows = faces.rows.map((row) => row % n);
  const shown = { ...select(training, rows), ids: rows.map((row) => `row ${row}`) };
  const missing = faces.rows.filter((row) => row >= n);
  if (missing.length === 0) return { images: shown };
  return {
    images: shown,
    remark: `The training part has ${count(n)} rows: in place of rows ${missing.join(', ')} it shows ${missing.map((row) => row % n).join(', ')}.`,
  };
}

/** One face for what is shown of a single one: the first that `chooseFaces` gives of a class each. */
export function oneFace(context: FigureContext): LabelledImages {
  return select(chooseExamples(context.heldOut, 1, context.seed), [0]);
}

/** The part for training before anything is divided off, in the order of the file. */
function trainingPart(data: LabelledImages): LabelledImages {
  const named = nameRows(data);
  if (named.splits === undefined) return named;
  const parts = splitBy(named);
  const name = SPLIT_NAMES.train.find((known) => Object.hasOwn(parts, known));
  return name === undefined ? named : parts[name];
}

/** Black and white as the model sees them. */
export function rangeOf(model: tfl.LayersModel): readonly [number, number] {
  return inputRange(readModelInfo(model).preprocessing);
}

/**
 * A convolution's filters, and the layer whose output is theirs: its activation, where that follows at once, as in Keras' layers
 * with one. Before it a first convolution's mean is linear in the pixels, and mostly all black or all white is its best.
 *
 * @throws where the model has fewer convolutions.
 */
export function convolution(model: tfl.LayersModel, n: number): { output: string; filters: number } {
  const names = convolutionNames(model);
  const layer = names[n - 1];
  if (layer === undefined)
    throw new Error(`no convolution ${n} in ${model.name} (expected 1..${names.length})`);
  return {
    output: activationAfter(model, layer),
    filters: (model.getLayer(layer).outputShape as number[]).at(-1) ?? 0,
  };
}
