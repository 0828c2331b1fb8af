import { transfer } from 'comlink';
import {
  cropFields,
  filterStatistics,
  layerActivations,
  stream,
  type FilterSummary,
  type LayerStatistics,
} from '@fer/explain';
import { activationAfter, paintedPictures } from '@fer/experiments';
import { inputRange, type ImageBatch } from '@fer/models';
import { openData } from '../../library/data-sets';
import type { ModelRef } from '../../library/model-ref';
import { isLayersModel } from './describe-model';
import { fitImages, modelInput } from './model-input';
import { openModel } from './open-model';

/** What a layer puts out for one image. */
export interface LayerOutput {
  values: Float32Array;
  /** `[h, w, channels]`, or `[units]`. */
  shape: number[];
}

export async function activationsOf(
  ref: ModelRef,
  image: ImageBatch,
  layer: string,
  signal: AbortSignal,
): Promise<LayerOutput> {
  const opened = await openModel(ref);
  const options = { layers: [layer], signal };
  const [{ values, shape }] = await layerActivations(opened.model, modelInput(image, opened), options);
  return transfer({ values, shape: shape.slice(1) }, [values.buffer]);
}

export interface StrongestImages {
  /** What was looked at: a convolution behind its activation. */
  layer: string;
  images: number;
  deadMeans: LayerStatistics['deadMeans'];
  deadShare: number;
  filters: FilterSummary[];
  /** Of each filter the pixels that moved it most, a crop an image: `[n, h, w, c]`, 0..1; undefined where it is dead. */
  crops: ({ data: Float32Array; shape: number[] } | undefined)[];
}

/** What the filters of a layer do over images of a data set, each with the images that move it most. */
export async function strongestImages(
  ref: ModelRef,
  dataId: string,
  rows: readonly number[],
  layer: string,
  top: number,
  signal: AbortSignal,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<StrongestImages> {
  const opened = await openModel(ref);
  const pictures = fitImages(await imagesAt(dataId, rows), opened);
  const output = isLayersModel(opened.model) ? activationAfter(opened.model, layer) : layer;
  const [statistics] = await filterStatistics(opened.model, modelInput(pictures, opened), {
    layers: [output],
    top,
    signal,
    onProgress: (progress) => void onProgress(progress),
  });
  const crops = statistics.filters.map(({ top: peaks }) =>
    peaks.length > 0 && peaks.every(({ field }) => field) ? cropFields(pictures, peaks) : undefined,
  );
  const filters = statistics.filters.map(({ top: peaks, ...filter }) => ({
    ...filter,
    top: peaks.map((peak) => ({ ...peak, image: rows[peak.image] })),
  }));
  const { images, deadMeans, deadShare } = statistics;
  return { layer: statistics.layer, images, deadMeans, deadShare, filters, crops };
}

async function imagesAt(dataId: string, rows: readonly number[]): Promise<ImageBatch> {
  const { images, shape } = await openData(dataId);
  const [, h, w, c] = shape;
  const size = h * w * c;
  const data = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    for (let p = 0; p < size; p++) data[i * size + p] = images[row * size + p] / 255;
  });
  return { data, shape: [rows.length, h, w, c] };
}

/** An input that was painted for a filter. */
export interface PaintedInput {
  /** `[h, w, c]`, 0..1. */
  data: Float32Array;
  shape: number[];
  /** How its tones stand to what the model sees. */
  note: string;
  /** What the filter puts out on average, before each step so far. */
  trace: number[];
  steps: number;
  warnings: string[];
}

/** Paints the input that a filter, or a unit of a dense layer, answers to most. */
export async function maximizedInput(
  ref: ModelRef,
  layer: string,
  filter: number,
  steps: number,
  signal: AbortSignal,
  onResult: (result: PaintedInput) => unknown,
): Promise<PaintedInput | undefined> {
  const opened = await openModel(ref);
  const range = inputRange(opened.preprocessing);
  const size = opened.inputShape.map((side) => side ?? 96) as [number, number, number];
  const options = { steps, range, every: 4, signal, outputs: opened.outputs, size };
  let last: PaintedInput | undefined;
  for await (const result of stream('maximizeActivation', opened.model, { layer, filter }, options)) {
    const { pictures, note } = paintedPictures(result, range);
    const trace = [...result.trace].filter((value) => !Number.isNaN(value));
    last = {
      ...{ data: pictures.values, shape: result.shape.slice(1) },
      ...{ note, trace, steps, warnings: result.warnings },
    };
    await onResult(last);
  }
  return last;
}
