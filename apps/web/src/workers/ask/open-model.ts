import type * as tfl from '@tensorflow/tfjs-layers';
import { loadModel, readModelInfo, type ModelInfo } from '@fer/models';
import { modelStore, type ModelRef } from '../../library/models';

export interface OpenedModel extends ModelInfo {
  model: tfl.LayersModel;
}

/** How many models stay open: two can be compared. */
const KEPT = 2;
const opened = new Map<ModelRef, Promise<OpenedModel>>();

/** Opens a model of the library; the last ones stay open. */
export function openModel(ref: ModelRef): Promise<OpenedModel> {
  const found = opened.get(ref) ?? open(ref);
  opened.delete(ref);
  opened.set(ref, found);
  for (const old of [...opened.keys()].slice(0, -KEPT)) void closeModel(old);
  return found;
}

async function open(ref: ModelRef): Promise<OpenedModel> {
  const model = await loadModel(modelStore(ref));
  return { model, ...readModelInfo(model) };
}

/** Forgets a model, as when it was removed or trained anew. */
export async function closeModel(ref: ModelRef): Promise<void> {
  const closed = opened.get(ref);
  opened.delete(ref);
  (await closed?.catch(() => undefined))?.model.dispose();
}
