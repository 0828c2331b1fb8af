import type * as tfl from '@tensorflow/tfjs-layers';
import { readModelInfo, writeModelInfo, type ModelInfo } from './model-info';
import type { ModelStore } from './store';
import { storeHandler } from './store-handler';

/**
 * Saves a model with what `predict` needs to know of it, in the format of tfjs-layers. Whenever it stops, the
 * store holds one whole model, the old or the new.
 *
 * @param info preprocessing and class names; what is left out stays as it was.
 */
export async function saveModel(
  model: tfl.LayersModel,
  store: ModelStore,
  info: Partial<ModelInfo> = {},
): Promise<void> {
  const { preprocessing, classes } = readModelInfo(model);
  writeModelInfo(model, {
    preprocessing: info.preprocessing ?? preprocessing,
    classes: info.classes ?? classes,
  });
  await model.save(storeHandler(store));
}
