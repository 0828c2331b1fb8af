import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { LeanBatchNorm } from './lean-batch-norm';
import { SeededDropout } from './seeded-dropout';
import type { ModelStore } from './store';
import { storeHandler } from './store-handler';

/**
 * Opens a model that `saveModel` (or tfjs-layers itself) wrote, ready to predict or to go on training: its
 * dropout layers are seeded again.
 *
 * @throws where the store holds no model, or one whose weights are missing or cut short.
 */
export async function loadModel(store: ModelStore): Promise<tfl.LayersModel> {
  const artifacts = await storeHandler(store).load();
  const modelTopology = withOurLayers(artifacts.modelTopology as object);
  return tfl.loadLayersModel({ load: async () => ({ ...artifacts, modelTopology }) });
}

/** Builds a model from its topology alone (`model.toJSON(null, false)`), with seeded dropout and fresh weights. */
export function modelFromTopology(topology: object): Promise<tfl.LayersModel> {
  return tfl.models.modelFromJSON({ modelTopology: withOurLayers(topology) } as Parameters<
    typeof tfl.models.modelFromJSON
  >[0]);
}

/** The topology with every `Dropout` and `BatchNormalization` under the name of our class, which tfjs then knows. */
function withOurLayers(topology: object): object {
  tf.serialization.registerClass(SeededDropout);
  tf.serialization.registerClass(LeanBatchNorm);
  return renameLayers(topology) as object;
}

function renameLayers(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(renameLayers);
  if (node === null || typeof node !== 'object') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, renameLayers(value)]));
  if (copy.class_name === 'BatchNormalization') return { ...copy, class_name: LeanBatchNorm.className };
  if (copy.class_name !== 'Dropout') return copy;
  const config = copy.config as { seed?: number | null };
  return { ...copy, class_name: SeededDropout.className, config: { ...config, seed: config.seed ?? 0 } };
}
