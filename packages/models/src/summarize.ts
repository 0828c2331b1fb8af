import type * as tfl from '@tensorflow/tfjs-layers';

export interface LayerSummary {
  name: string;
  /** The layer's class, e.g. 'Conv2D'. */
  type: string;
  /** Without the batch axis; null where a size is not fixed. */
  outputShape: (number | null)[];
  params: number;
  /** Names of the layers whose outputs it takes, in order; none for an input. */
  inputs: string[];
}

export interface ModelSummary {
  /** The model's name. */
  name: string;
  layers: LayerSummary[];
  /** Number of parameters, all of them. */
  total: number;
  /** Those that training changes by gradients. */
  trainable: number;
  /** The rest: running means and variances, frozen layers. */
  nonTrainable: number;
}

/** The layers of a model in order, with output shapes, parameter counts and what each one is connected to. */
export function summarize(model: tfl.LayersModel): ModelSummary {
  const trainable = countParams(model.trainableWeights);
  const total = countParams(model.weights);
  return {
    name: model.name,
    layers: model.layers.map((layer) => ({
      name: layer.name,
      type: layer.getClassName(),
      outputShape: singleShape(layer.outputShape).slice(1),
      params: layer.countParams(),
      inputs: inputsOf(layer, model),
    })),
    total,
    trainable,
    nonTrainable: total - trainable,
  };
}

/** A layer that is used twice has the inputs of both uses. Uses in other models do not count. */
function inputsOf(layer: tfl.layers.Layer, model: tfl.LayersModel): string[] {
  const feeding = layer.inboundNodes.flatMap((node) => node.inboundLayers);
  return [...new Set(feeding)].filter((each) => model.layers.includes(each)).map((each) => each.name);
}

function singleShape(shape: tfl.Shape | tfl.Shape[]): (number | null)[] {
  return Array.isArray(shape[0]) ? shape[0] : (shape as tfl.Shape);
}

function countParams(weights: tfl.LayerVariable[]): number {
  // A layer that is used twice lists its weights once; a nested model may list them again.
  return [...new Set(weights)].reduce(
    (sum, w) => sum + w.shape.reduce<number>((size, n) => size * (n ?? 1), 1),
    0,
  );
}
