import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { MODEL_ENTRY } from './save-model';
import { SeededDropout } from './seeded-dropout';
import type { ModelStore } from './store';

interface ModelJson {
  modelTopology: object;
  weightsManifest: { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
  userDefinedMetadata?: tf.io.ModelArtifacts['userDefinedMetadata'];
}

/**
 * Opens a model that `saveModel` (or tfjs-layers itself) wrote, ready to predict or to go on training: its
 * dropout layers are seeded again.
 *
 * @throws where the store holds no model, or one whose weights are missing or cut short.
 */
export async function loadModel(store: ModelStore): Promise<tfl.LayersModel> {
  const json = await readJson(store);
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  const weightData = await readWeights(store, json, weightSpecs);
  tf.serialization.registerClass(SeededDropout);
  return tfl.loadLayersModel({
    load: async () => ({
      modelTopology: withSeededDropout(json.modelTopology) as object,
      weightSpecs,
      weightData,
      userDefinedMetadata: json.userDefinedMetadata,
    }),
  });
}

async function readJson(store: ModelStore): Promise<ModelJson> {
  const bytes = await store.read(MODEL_ENTRY);
  if (bytes === undefined) throw new Error(`no model in ${store.name} (expected a ${MODEL_ENTRY})`);
  let json: Partial<ModelJson>;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes)) as Partial<ModelJson>;
  } catch {
    throw new Error(`${MODEL_ENTRY} in ${store.name} is not JSON`);
  }
  if (json.modelTopology === undefined || !Array.isArray(json.weightsManifest)) {
    throw new Error(
      `${MODEL_ENTRY} in ${store.name} is not a tfjs layers model (expected modelTopology and weightsManifest)`,
    );
  }
  return json as ModelJson;
}

async function readWeights(
  store: ModelStore,
  json: ModelJson,
  specs: tf.io.WeightsManifestEntry[],
): Promise<ArrayBuffer[]> {
  const buffers: ArrayBuffer[] = [];
  for (const path of json.weightsManifest.flatMap((group) => group.paths)) {
    const bytes = await store.read(path);
    if (bytes === undefined)
      throw new Error(`${path} is missing in ${store.name} (named by its ${MODEL_ENTRY})`);
    buffers.push(bytes.slice().buffer);
  }
  const expected = specs.reduce((sum, spec) => sum + byteLength(spec), 0);
  const found = buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0);
  if (found !== expected)
    throw new Error(`weights in ${store.name} have ${found} bytes (expected ${expected})`);
  return buffers;
}

function byteLength(spec: tf.io.WeightsManifestEntry): number {
  const size = spec.shape.reduce((product, n) => product * n, 1);
  const stored = spec.quantization?.dtype ?? spec.dtype;
  const bytes: Record<string, number> = { uint8: 1, bool: 1, uint16: 2, float16: 2, complex64: 8 };
  return size * (bytes[stored] ?? 4);
}

/** The topology with every `Dropout` under the name of our class. */
function withSeededDropout(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withSeededDropout);
  if (node === null || typeof node !== 'object') return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withSeededDropout(value)]),
  );
  if (copy.class_name !== 'Dropout') return copy;
  const config = copy.config as { seed?: number | null };
  return { ...copy, class_name: SeededDropout.className, config: { ...config, seed: config.seed ?? 0 } };
}
