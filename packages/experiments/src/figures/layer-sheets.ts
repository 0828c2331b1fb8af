import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import {
  cropFields,
  filterStatistics,
  layerActivations,
  maximizeActivation,
  type LayerStatistics,
  type MaximizeActivationOptions,
} from '@fer/explain';
import { inputRange, readModelInfo } from '@fer/models';
import {
  activationSheet,
  filterSheet,
  imageGrid,
  tracePlot,
  type Figure,
  type FigureOptions,
} from '@fer/viz';
import { threeDigits } from '../report/words';
import { imageBatch } from './image-batch';
import { leftOut } from './left-out';
import { paintedPatterns, type PaintedPatterns } from './painted-patterns';
import { paintedPictures } from './painted-pictures';

/** Layers that pass their input on. */
const UNCHANGED = ['InputLayer', 'Dropout'];

export interface ActivationSheetsOptions {
  /** Names of layers. Default: all that have a height and a width and change what they take. */
  layers?: readonly string[];
  caption?: string;
  theme?: FigureOptions['theme'];
  signal?: AbortSignal;
}

/**
 * Every channel of layers for one image, a sheet a layer.
 *
 * @throws on a layer that the model does not have, and on one without a height and a width.
 */
export async function activationSheets(
  model: tfl.LayersModel,
  image: LabelledImages,
  { layers, caption, theme, signal }: ActivationSheetsOptions = {},
): Promise<{ layer: string; figure: Figure }[]> {
  const chosen = layers ?? model.layers.filter(isSheet).map(({ name }) => name);
  const results = await layerActivations(model, imageBatch(image, readModelInfo(model).preprocessing), {
    layers: chosen,
    signal,
  });
  const flat = results.find(({ shape }) => shape.length !== 4);
  if (flat) {
    throw new Error(
      `layer ${flat.layer} puts out [${flat.shape.join(', ')}] (expected one with a height and a width: ${model.layers
        .filter(isSheet)
        .map(({ name }) => name)
        .join(', ')})`,
    );
  }
  return results.map(({ layer, values, shape }) => {
    const type = model.layers.find(({ name }) => name === layer)?.getClassName();
    const title = type === undefined ? layer : `${layer} (${type})`;
    return { layer, figure: activationSheet({ values, shape }, { title, caption, theme }) };
  });
}

function isSheet(layer: tfl.layers.Layer): boolean {
  return !UNCHANGED.includes(layer.getClassName()) && (layer.outputShape as number[]).length === 4;
}

export interface MaximizedSheetOptions extends Pick<
  MaximizeActivationOptions,
  'steps' | 'stepSize' | 'seed' | 'signal' | 'onProgress'
> {
  layer: string;
  /** Default: the first 64. */
  filters?: readonly number[];
  /** Noise by default; an image is one of the data, 0..255. */
  init?: 'noise' | 'grey' | LabelledImages;
  title?: string;
  caption?: string;
  theme?: FigureOptions['theme'];
}

/** As many as are looked at on one page: of pictures, and of rows of images. */
const MOST_FILTERS = 64;
const MOST_ROWS = 16;

export interface MaximizedSheet {
  figure: Figure;
  /** The mean output of each filter, step by step. */
  course: Figure;
  /** Of pictures painted from noise: others may have the pattern that they started from. */
  patterns?: PaintedPatterns;
  warnings: string[];
}

/**
 * What filters of a layer respond to: inputs that gradient ascent on the mean of their output found, each with what it
 * reached; how many of them show a pattern, and the course that this took.
 */
export async function maximizedSheet(
  model: tfl.LayersModel,
  {
    layer,
    filters = firstFilters(model, layer, MOST_FILTERS),
    init = 'noise',
    title,
    caption,
    theme,
    ...ascent
  }: MaximizedSheetOptions,
): Promise<MaximizedSheet> {
  const { preprocessing } = readModelInfo(model);
  // Black and white as the model sees them.
  const range = inputRange(preprocessing);
  const painted = await maximizeActivation(
    model,
    { layer, filters },
    { ...ascent, init: typeof init === 'string' ? init : imageBatch(init, preprocessing), range },
  );
  const { objective, trace, traceShape, warnings } = painted;
  const { pictures, note } = paintedPictures(painted, range);
  const patterns = init === 'noise' ? paintedPatterns(painted, filters) : undefined;
  const figure = filterSheet(pictures, {
    title: title ?? `What the filters of layer ${layer} respond to`,
    caption: [caption, patterns?.text, note].filter(Boolean).join('\n'),
    theme,
    captions: filters.map((filter, i) => `filter ${filter}\nmean ${threeDigits(objective[i])}`),
    scaling: 'none',
  });
  const course = tracePlot(
    { values: trace, shape: traceShape },
    { names: filters.map((filter) => `filter ${filter}`), yLabel: 'mean output of the filter', theme },
  );
  return { figure, course, patterns, warnings };
}

/** The first filters of a layer by number, at most so many. */
export function firstFilters(model: tfl.LayersModel, layer: string, most: number): number[] {
  const found = model.layers.find(({ name }) => name === layer);
  // An unknown layer is named, with those that there are, by what looks for it.
  const count = found ? ((found.outputShape as number[]).at(-1) ?? 1) : 1;
  return Array.from({ length: Math.min(most, count) }, (_, i) => i);
}

export interface StrongestSheetOptions {
  layer: string;
  /** Default: the first 16 that are not dead. */
  filters?: readonly number[];
  /** Images a filter. Default 9. */
  top?: number;
  caption?: string;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * What moves filters of a layer most in a data set: of each the pixels that a unit sees where it is strongest, an image
 * once; the caption names dead filters, and there is no figure where every filter is dead. A convolution is looked at behind its activation.
 */
export async function strongestSheet(
  model: tfl.LayersModel,
  images: LabelledImages,
  { layer, filters, top = 9, caption, ...run }: StrongestSheetOptions,
): Promise<{ figure?: Figure; statistics: LayerStatistics }> {
  const batch = imageBatch(images, readModelInfo(model).preprocessing);
  const output = activationAfter(model, layer);
  const [statistics] = await filterStatistics(model, batch, { layers: [output], top, ...run });
  const asked = statistics.filters.filter(({ filter }) => filters?.includes(filter) ?? true);
  const alive = asked.filter(({ top: strongest }) => strongest.length > 0);
  const shown = filters ? alive : alive.slice(0, MOST_ROWS);
  const peaks = shown.flatMap((filter) => filter.top);
  if (peaks.length === 0) return { statistics };
  const figure = imageGrid(cropFields({ data: images.images, shape: images.shape }, peaks), {
    title: `What moves the filters of layer ${output} most`,
    caption: [caption, leftOut(asked, statistics.deadMeans)].filter(Boolean).join('\n'),
    columns: top,
    groups: shown.flatMap(({ filter, top: strongest }) => strongest.map(() => `filter ${filter}`)),
    captions: peaks.map(
      ({ value, image }) => `${threeDigits(value)}\n${images.ids?.[image] ?? `row ${image}`}`,
    ),
  });
  return { figure, statistics };
}

/** The activation that follows a layer at once, or else the layer itself. */
export function activationAfter(model: tfl.LayersModel, layer: string): string {
  const at = model.layers.findIndex(({ name }) => name === layer);
  const next = model.layers[at + 1];
  const follows = at >= 0 && ['Activation', 'ReLU', 'LeakyReLU'].includes(next?.getClassName() ?? '');
  return follows ? next.name : layer;
}
