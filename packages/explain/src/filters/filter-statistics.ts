import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import { forEachBatch } from '../common/map-batches';
import type { RunOptions } from '../common/options';
import { checkWhole } from '../common/option-checks';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel, Subject } from '../common/subject';
import { isEmpty } from '../graph/axis-window';
import type { Graph, LayerCall } from '../graph/graph';
import { layerOutput } from '../layers/layer-output';
import { prepareInside } from '../layers/prepare-inside';
import { wantedLayers } from '../layers/wanted-layers';
import { subjectFields, takesImages } from '../receptive-field/receptive-fields';
import { filterTally, type FilterTally, type Peak } from './filter-tally';

export interface FilterStatisticsOptions extends RunOptions {
  /** Names of the layers. Default: every layer in the order of the graph, but inputs and nested models as a whole. */
  layers?: readonly string[];
  /** How many of its strongest images a filter keeps. Default 9. */
  top?: number;
}

/** A rectangle of an image, pixels. */
export interface Field {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** An image that moved a filter, by the position where it moved it most. */
export interface TopActivation {
  /** Row of the image in the data. */
  image: number;
  value: number;
  /** `[y, x]` in the layer's output; `[]` of a dense layer. */
  place: number[];
  /** The pixels that the value was computed from; not of models whose first input is none of images. */
  field?: Field;
}

/** What one filter did over the data. Of one that ever gave NaN the first four numbers are NaN: it counts as no dead one. */
export interface FilterSummary {
  filter: number;
  /** Over all images and positions. */
  mean: number;
  std: number;
  minimum: number;
  maximum: number;
  /** Share of the positions, over all images, where the output is above 0. */
  activePositions: number;
  /** Share of the images where it is above 0 somewhere. */
  activeImages: number;
  dead: boolean;
  /** The images where it is strongest, each once, the strongest first; none of a dead filter, and none where there was NaN. */
  top: TopActivation[];
}

/** What the filters of a layer did over the data. */
export interface LayerStatistics {
  layer: string;
  type: string;
  /** Number of images. */
  images: number;
  /** Of an output, `[h, w]`; `[]` of a dense layer. */
  places: number[];
  /**
   * What a dead filter is here: after ReLU and its kin (leaky ones too) one that is never above 0, else one whose output
   * is the same number everywhere, as that of a filter behind a dead one.
   */
  deadMeans: 'never above 0' | 'constant';
  /** Share of the filters that are dead. */
  deadShare: number;
  filters: FilterSummary[];
}

/**
 * What the filters of layers do over a data set: mean, spread and extremes, how often they are above 0, which are dead,
 * and the images that move each most with the pixels that did it (its receptive field, cut at the edges).
 *
 * Images are taken `batchSize` at a time and what the layers put out is dropped at once, so memory does not grow with the
 * data. Moments are summed in 64 bits and do not depend on `batchSize`. One forward pass an image.
 * Throws on an unknown layer (the error lists the names).
 * Zeiler & Fergus 2013, Visualizing and Understanding Convolutional Networks (strongest images and their crops).
 *
 * @example
 * const [conv4] = await filterStatistics(model, images, { layers: ['conv4'], top: 9 });
 * conv4.deadShare; // 0.05
 * const crops = cropFields(images, conv4.filters[0].top); // shape [9, 40, 40, 1]
 */
export async function filterStatistics(
  model: ExplainableModel,
  images: Images,
  options: FilterStatisticsOptions = {},
): Promise<LayerStatistics[]> {
  const { layers, top = 9 } = options;
  checkWhole({ top }, 0);
  const { subject, graph, inputs, n, valuesOf } = await prepareInside(
    'filterStatistics',
    model,
    images,
    options,
  );
  const calls = wantedLayers(graph, layers);
  const wanted = calls.map((call) => call.outputs[0]);
  const tallies: FilterTally[] = [];
  const places: number[][] = [];
  const compute = (start: number, size: number) => {
    const values = valuesOf(wanted, start, size);
    // A layer that passes its input on (dropout) shares the tensor: each result needs its own.
    return Object.fromEntries(values.map((value, i) => [i, tf.clone(layerOutput(value, calls[i]))]));
  };
  await forEachBatch(n, splitOptions(options).run, compute, (results) => {
    calls.forEach((_, i) => {
      const { data, shape } = results[i];
      places[i] ??= shape.slice(1, -1);
      tallies[i] ??= filterTally(
        places[i].reduce((a, b) => a * b, 1),
        shape.at(-1)!,
        top,
      );
      tallies[i].add(data);
    });
  });
  const fieldOf = fieldFinder(subject, inputs[0].shape);
  return calls.map((call, i) => summary(graph, call, tallies[i], { places: places[i], fieldOf }));
}

type FieldFinder = (call: LayerCall, place: number[]) => Field | undefined;

/** The part of an image that a place of a layer depends on. */
function fieldFinder(subject: Subject, [, ...sizes]: readonly number[]): FieldFinder {
  if (!takesImages(subject)) return () => undefined;
  const { fields } = subjectFields(subject, sizes.slice(0, -1));
  return ({ outputs: [value] }, place) => {
    if (!fields.extents(value)) return undefined;
    const [rows, columns] = fields.at(value, place, true);
    if (isEmpty(rows) || isEmpty(columns)) return { top: 0, left: 0, height: 0, width: 0 };
    return {
      top: rows[0],
      left: columns[0],
      height: rows[1] - rows[0] + 1,
      width: columns[1] - columns[0] + 1,
    };
  };
}

/** Activations whose upper half begins at 0. */
const openAboveZero = new Set([
  'relu',
  'relu6',
  'clippedReLU',
  'leakyReLU',
  'leakyRelu',
  'prelu',
  'elu',
  'selu',
  'thresholdedReLU',
]);

function summary(
  graph: Graph,
  call: LayerCall,
  tally: FilterTally,
  { places, fieldOf }: { places: number[]; fieldOf: FieldFinder },
): LayerStatistics {
  const last = graph.steps.find(({ outputs }) => outputs[0] === call.outputs[0]);
  const opens = last?.op === 'activation' && openAboveZero.has(last.activation!);
  const { mean, std, minimum, maximum, valuesAbove, imagesAbove, images, positions } = tally;
  const topActivation = ({ value, image, position }: Peak): TopActivation => {
    const place = placeOf(position, places);
    const field = fieldOf(call, place);
    return { image, value, place, ...(field && { field }) };
  };
  const filters = Array.from({ length: tally.filters }, (_, filter): FilterSummary => {
    const dead = opens ? maximum[filter] <= 0 : minimum[filter] === maximum[filter];
    const hasPeaks = !dead && !Number.isNaN(maximum[filter]);
    return {
      filter,
      mean: mean[filter],
      std: std[filter],
      minimum: minimum[filter],
      maximum: maximum[filter],
      activePositions: valuesAbove[filter] / (images * positions),
      activeImages: imagesAbove[filter] / images,
      dead,
      top: hasPeaks ? tally.peaks[filter].filter(({ value }) => !opens || value > 0).map(topActivation) : [],
    };
  });
  return {
    layer: call.name,
    type: call.type,
    images,
    places,
    deadMeans: opens ? 'never above 0' : 'constant',
    deadShare: filters.filter(({ dead }) => dead).length / filters.length,
    filters,
  };
}

/** Row-major. */
function placeOf(position: number, places: readonly number[]): number[] {
  return places.reduceRight<{ rest: number; place: number[] }>(
    ({ rest, place }, length) => ({ rest: Math.floor(rest / length), place: [rest % length, ...place] }),
    { rest: position, place: [] },
  ).place;
}
