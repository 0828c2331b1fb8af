import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { RandomizedModel, Redraw } from './randomized-model';

type Topology = Parameters<typeof tfl.models.modelFromJSON>[0];
type Layer = InstanceType<typeof tfl.layers.Layer>;

/** A copy of a layers model; see {@link RandomizedModel}. Throws on layers that TensorFlow.js can't save and load. */
export async function randomizedLayersModel(
  original: tfl.LayersModel,
  redraw: Redraw,
): Promise<RandomizedModel> {
  const model = await copyOf(original);
  const layers = weighty(model).reverse();
  return {
    model,
    layers: layers.map(({ name }) => name),
    async randomize(layer) {
      // What batch normalisation has counted is no weight: a negative variance would end everything.
      const weights = layers[layer].layer.weights.filter(
        ({ originalName }) => !/moving_(mean|variance)/.test(originalName),
      );
      for (const [i, weight] of weights.entries()) {
        const { shape } = weight;
        const random = redraw((await weight.read().data()) as Float32Array, layer, i);
        tf.tidy(() => {
          weight.write(tf.tensor(random, shape as number[]));
        });
      }
    },
    restore: () => model.setWeights(original.getWeights()),
    dispose: () => void model.dispose(),
  };
}

async function copyOf(model: tfl.LayersModel): Promise<tfl.LayersModel> {
  let copy: tfl.LayersModel;
  try {
    copy = await tfl.models.modelFromJSON(model.toJSON(null, false) as Topology);
  } catch (error) {
    throw new Error(
      `the model can't be copied: ${(error as Error).message} (expected layers that TensorFlow.js can save and load)`,
      { cause: error },
    );
  }
  copy.setWeights(model.getWeights());
  return copy;
}

/** Layers with weights of their own, those of models inside by their path, in the model's order. */
function weighty(model: tfl.LayersModel, prefix = ''): { name: string; layer: Layer }[] {
  return model.layers.flatMap((layer) => {
    const name = prefix + layer.name;
    const isModel = Array.isArray((layer as Partial<tfl.LayersModel>).layers);
    if (isModel) return weighty(layer as unknown as tfl.LayersModel, `${name}/`);
    return layer.weights.length > 0 ? [{ name, layer }] : [];
  });
}
