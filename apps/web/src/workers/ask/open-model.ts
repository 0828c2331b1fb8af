import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import type * as tfl from '@tensorflow/tfjs-layers';
import {
  loadModel,
  readModelInfo,
  storeHandler,
  writeModelInfo,
  type ModelInfo,
  type ModelStore,
} from '@fer/models';
import { modelStore, readAbout, type AboutModel, type ModelRef } from '../../library/models';
import { askBackend } from './ask-backend';

export interface OpenedModel extends ModelInfo {
  model: tfl.LayersModel | GraphModel;
  /** `[h, w, c]` of an image. */
  inputShape: [number, number, number];
  /** What its output is. */
  outputs: 'probabilities' | 'logits';
}

/** How many models stay open: two can be compared. */
const KEPT = 2;
const opened = new Map<ModelRef, Promise<OpenedModel>>();

/** Opens a model of the library; the last ones stay open. */
export function openModel(ref: ModelRef): Promise<OpenedModel> {
  const found = opened.get(ref) ?? open(ref);
  opened.delete(ref);
  opened.set(ref, found);
  found.catch(() => opened.delete(ref));
  for (const old of [...opened.keys()].slice(0, -KEPT)) void closeModel(old);
  return found;
}

async function open(ref: ModelRef): Promise<OpenedModel> {
  const about = await readAbout(ref);
  const model = await loadKept(modelStore(ref), about?.kind ?? 'layers');
  if (about) {
    // So that what reads it from the model itself finds it there too.
    if (about.kind === 'layers')
      writeModelInfo(model as tfl.LayersModel, {
        preprocessing: about.preprocessing,
        classes: about.classes,
      });
    return { model, ...about };
  }
  const info = readModelInfo(model as tfl.LayersModel);
  const inputShape = model.inputs[0].shape!.slice(1) as [number, number, number];
  return { model, ...info, inputShape, outputs: 'probabilities' };
}

/** Loads a model of either kind from where it is kept. */
export async function loadKept(store: ModelStore, kind: AboutModel['kind']): Promise<OpenedModel['model']> {
  await askBackend();
  return kind === 'graph' ? loadGraphModel(storeHandler(store)) : loadModel(store);
}

/** Forgets a model, as when it was removed or trained anew. */
export async function closeModel(ref: ModelRef): Promise<void> {
  const closed = opened.get(ref);
  opened.delete(ref);
  (await closed?.catch(() => undefined))?.model.dispose();
}
