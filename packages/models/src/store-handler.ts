import type * as tf from '@tensorflow/tfjs-core';
import type { ModelStore } from './store';

/** The entry that makes a store a model; it names the file of weights that belongs to it. */
const MODEL_ENTRY = 'model.json';

interface ModelJson extends Pick<
  tf.io.ModelArtifacts,
  'format' | 'generatedBy' | 'convertedBy' | 'signature' | 'userDefinedMetadata'
> {
  modelTopology: object;
  weightsManifest: { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
}

/**
 * A store as TensorFlow.js saves to and loads from: `model.save(storeHandler(store))`,
 * `tf.loadLayersModel(storeHandler(folderStore('my-model')))`, where Node has no `file://` of its own.
 *
 * A model is `model.json` and one file of weights. The weights come first under a name of their own, then
 * `model.json` replaces the old one: whenever saving stops, the store holds one whole model, the old or the new.
 * Loading throws where the store holds no model, or one whose weights are missing or cut short.
 */
export function storeHandler(store: ModelStore): Required<tf.io.IOHandler> {
  return {
    async save(artifacts) {
      if (artifacts.weightData === undefined) throw new Error(`no weights to save in ${store.name}`);
      const {
        weightData,
        weightSpecs,
        modelTopology,
        format,
        generatedBy,
        convertedBy,
        userDefinedMetadata,
      } = artifacts;
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
      return {
        modelArtifactsInfo: {
          dateSaved: new Date(0),
          modelTopologyType: 'JSON',
          weightDataBytes: weights.length,
        },
      };
    },
    async load() {
      const json = await readJson(store);
      const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
      const weightData = await readWeights(store, json, weightSpecs);
      const { modelTopology, format, generatedBy, convertedBy, signature, userDefinedMetadata } = json;
      return {
        modelTopology,
        format,
        generatedBy,
        convertedBy,
        signature,
        userDefinedMetadata,
        weightSpecs,
        weightData,
      };
    },
  };
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
      `${MODEL_ENTRY} in ${store.name} is not a model of TensorFlow.js (expected modelTopology and weightsManifest)`,
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
    buffers.push(new Uint8Array(bytes).buffer);
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
