import type * as tfl from '@tensorflow/tfjs-layers';
import { filterStatistics } from '@fer/explain';
import { summarize } from '@fer/models';
import { camLayer } from '@fer/experiments';
import type { ModelRef } from '../../library/model-ref';
import { askBackend, type AskBackend } from './ask-backend';
import { modelInput } from './model-input';
import { openModel, type OpenedModel } from './open-model';

/** A layer of a model, or a node of a graph model. */
export interface AskedLayer {
  name: string;
  type: string;
  /** Of one image; null where a size is not fixed. */
  shape: (number | null)[];
  /** Not known of the nodes of a graph model. */
  params?: number;
  inputs?: string[];
}

/** What the interface needs to know of a model to ask it. */
export interface AskedModel {
  classes: string[];
  inputShape: OpenedModel['inputShape'];
  layers: AskedLayer[];
  /** The layer whose maps are shown where none is chosen: the activation after the last convolution. */
  layer?: string;
  backend: AskBackend;
}

export async function describeModel(ref: ModelRef): Promise<AskedModel> {
  const backend = await askBackend();
  const opened = await openModel(ref);
  const layers = await layersOf(opened);
  const layer = isLayersModel(opened.model) ? camLayer(opened.model) : undefined;
  const lastMap = layers.findLast(({ shape: [h, w, c] }) => c !== undefined && (h ?? 2) * (w ?? 2) > 1);
  return {
    classes: opened.classes,
    inputShape: opened.inputShape,
    layers,
    ...((layer ?? lastMap) && { layer: layer ?? lastMap?.name }),
    backend,
  };
}

export const isLayersModel = (model: OpenedModel['model']): model is tfl.LayersModel =>
  !('executeAsync' in model);

const known = new WeakMap<object, Promise<AskedLayer[]>>();

/** Those that can be looked into. */
function layersOf(opened: OpenedModel): Promise<AskedLayer[]> {
  const found = known.get(opened.model) ?? findLayers(opened);
  known.set(opened.model, found);
  return found;
}

async function findLayers(opened: OpenedModel): Promise<AskedLayer[]> {
  const { model } = opened;
  if (isLayersModel(model)) {
    const isNested = model.layers.some((layer) => 'layers' in layer);
    if (!isNested)
      return summarize(model).layers.map(({ outputShape, ...layer }) => ({ ...layer, shape: outputShape }));
  }
  // Where names alone do not tell, one grey image goes through.
  const sizes = opened.inputShape.map((size) => size ?? 64) as OpenedModel['inputShape'];
  const grey = new Float32Array(sizes[0] * sizes[1] * sizes[2]).fill(0.5);
  const statistics = await filterStatistics(model, modelInput({ data: grey, shape: [1, ...sizes] }, opened), {
    top: 0,
  });
  return statistics.map(({ layer, type, places, filters }) => ({
    name: layer,
    type,
    shape: [...places, filters.length],
  }));
}
