import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { readModelInfo, writeModelInfo, type ModelInfo } from './model-info';
import type { ModelStore } from './store';

/** The entry that makes a store a model; it names the file of weights that belongs to it. */
export const MODEL_ENTRY = 'model.json';

/**
 * Saves a model as `model.json` and one file of weights, in the format of tfjs-layers, which opens it with
 * `tf.loadLayersModel` as well. The weights come first under a name of their own, then `model.json` replaces
 * the old one: whenever it stops, the store holds one whole model, the old or the new.
 *
 * @param info the preprocessing and class names that `predict` needs; what is left out stays as it was.
 */
export async function saveModel(
  model: tfl.LayersModel,
  store: ModelStore,
  info: Partial<ModelInfo> = {},
): Promise<void> {
  writeModelInfo(model, { ...readModelInfo(model), ...info });
  let artifacts: tf.io.ModelArtifacts | undefined;
  const handler: tf.io.IOHandler = {
    save: async (saved) => {
      artifacts = saved;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  };
  await model.save(handler);
  if (artifacts?.weightData === undefined) throw new Error(`model ${model.name} gave no weights to save`);
  const { weightData, weightSpecs, modelTopology, format, generatedBy, convertedBy, userDefinedMetadata } =
    artifacts;
  const weights = toBytes(weightData);
  const weightsEntry = `weights-${fingerprint(weights)}.bin`;
  const json = {
    modelTopology,
    format,
    generatedBy,
    convertedBy,
    userDefinedMetadata,
    weightsManifest: [{ paths: [weightsEntry], weights: weightSpecs }],
  };
  await store.write(weightsEntry, weights);
  await store.write(MODEL_ENTRY, new TextEncoder().encode(JSON.stringify(json)));
  for (const entry of await store.entries()) {
    if (/^weights-[0-9a-f]{16}\.bin$/.test(entry) && entry !== weightsEntry) await store.remove(entry);
  }
}

function toBytes(weightData: tf.io.WeightData): Uint8Array {
  const buffers = Array.isArray(weightData) ? weightData : [weightData];
  const bytes = new Uint8Array(buffers.reduce((size, b) => size + b.byteLength, 0));
  let offset = 0;
  for (const buffer of buffers) {
    bytes.set(new Uint8Array(buffer), offset);
    offset += buffer.byteLength;
  }
  return bytes;
}

/** 64 bits of FNV-1a as hex, in two 32-bit lanes: a name that changes with the content, not a checksum. */
function fingerprint(bytes: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b);
  }
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
