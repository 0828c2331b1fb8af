import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { memoryStore, readModelInfo, type ModelStore } from '@fer/models';
import { ABOUT, modelStore, writeAbout, type AboutModel, type ModelRef } from '../../library/models';
import type { ModelFile } from '../data/model-files';
import { askBackend } from './ask-backend';
import { loadKept, type OpenedModel } from './open-model';

/** Height and width of an image where the model takes any. */
const ANY_SIZE = 224;

/** What can be known of a model from its files alone. */
export type FoundModel = Omit<AboutModel, 'name' | 'from'> & {
  /** Its number of outputs: as many class names belong to it. */
  outputCount: number;
};

/**
 * Opens a model from its files, runs it on two images, and says what it is; nothing is kept yet.
 *
 * @param files of `modelFilesOf`: `model.json` and the weights that it names
 * @throws where they are no whole model of TensorFlow.js, or one that takes something else than one image
 */
export async function inspectModel(files: readonly ModelFile[]): Promise<FoundModel> {
  await askBackend();
  const store = memoryStore('the chosen files');
  await copyTo(store, files);
  const kind = kindOf(files);
  const model = await loadKept(store, kind);
  try {
    const inputShape = inputShapeOf(model);
    const { count, outputs } = await tryOut(model, inputShape);
    const said = readSaid(files);
    const info = said ?? (kind === 'layers' ? readModelInfo(model as tfl.LayersModel) : undefined);
    const numbered = Array.from({ length: count }, (_, i) => `class ${i}`);
    return {
      kind,
      inputShape,
      outputs: said?.outputs ?? outputs,
      outputCount: count,
      preprocessing: info?.preprocessing ?? { kind: 'none' },
      classes: info?.classes.length === count ? info.classes : numbered,
    };
  } finally {
    model.dispose();
  }
}

/** Keeps a model that {@link inspectModel} found good, under what the person says of it. */
export async function keepModel(files: readonly ModelFile[], about: AboutModel): Promise<ModelRef> {
  const ref: ModelRef = `model:${crypto.randomUUID().slice(0, 8)}`;
  await copyTo(modelStore(ref), files);
  await writeAbout(ref, about);
  return ref;
}

async function copyTo(store: ModelStore, files: readonly ModelFile[]): Promise<void> {
  for (const { path, bytes } of files) await store.write(path, bytes);
}

function kindOf(files: readonly ModelFile[]): AboutModel['kind'] {
  const json = files.find(({ path }) => path === 'model.json')!;
  const { format, modelTopology } = JSON.parse(new TextDecoder().decode(json.bytes)) as {
    format?: string;
    modelTopology?: { node?: unknown };
  };
  return format === 'graph-model' || modelTopology?.node !== undefined ? 'graph' : 'layers';
}

/** What was said of the model when it was kept in another browser. */
function readSaid(files: readonly ModelFile[]): AboutModel | undefined {
  const file = files.find(({ path }) => path === ABOUT);
  return file && (JSON.parse(new TextDecoder().decode(file.bytes)) as AboutModel);
}

function inputShapeOf(model: OpenedModel['model']): [number, number, number] {
  const shape = model.inputs[0]?.shape;
  if (model.inputs.length !== 1 || shape?.length !== 4)
    throw new Error(
      `a model with ${model.inputs.length} inputs, the first of shape [${shape?.join(', ')}] (expected one image: [n, h, w, c])`,
    );
  const [, h, w, c] = shape.map((size) => (size === null || size < 0 ? undefined : size));
  if (c !== 1 && c !== 3) throw new Error(`a model of images with ${c} channels (expected 1 or 3)`);
  return [h ?? ANY_SIZE, w ?? ANY_SIZE, c];
}

/** Runs the model on black and on noise: rows that add up to 1 and are never negative are probabilities. */
async function tryOut(model: OpenedModel['model'], [h, w, c]: readonly number[]) {
  const output = tf.tidy(() => {
    const noise = tf.randomUniform([1, h, w, c], 0, 1, 'float32', 1);
    const result = model.predict(tf.concat([tf.zeros([1, h, w, c]), noise])) as tf.Tensor | tf.Tensor[];
    if (!(result instanceof tf.Tensor))
      throw new Error('a model with several outputs (expected one: [n, classes])');
    return result;
  });
  try {
    const [n, count, ...more] = output.shape;
    if (n !== 2 || !count || more.length)
      throw new Error(`a model that gives [${output.shape.join(', ')}] for 2 images (expected [2, classes])`);
    const values = await output.data<'float32'>();
    const areProbabilities = [0, 1].every((row) => {
      const own = values.slice(row * count, (row + 1) * count);
      return own.every((p) => p >= 0) && Math.abs(own.reduce((sum, p) => sum + p, 0) - 1) < 1e-3;
    });
    return { count, outputs: areProbabilities ? ('probabilities' as const) : ('logits' as const) };
  } finally {
    output.dispose();
  }
}
