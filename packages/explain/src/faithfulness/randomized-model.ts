import { gaussians, seededRandom } from '../common/random';
import type { ExplainableModel } from '../common/subject';
import { isGraphModel } from '../graph/graph-model/graph-model';
import { randomizedGraphModel } from './randomized-graph-model';
import { randomizedLayersModel } from './randomized-layers-model';

/** A model beside one of the user's, whose layers can be given random weights. */
export interface RandomizedModel {
  /** It changes with every layer; the user's never does. */
  model: ExplainableModel;
  /** Names of the layers (nodes of a graph model) that have weights, the last first. */
  layers: string[];
  /** Gives the layer of that index random weights. */
  randomize(layer: number): Promise<void>;
  /** Gives all layers the weights that they had. */
  restore(): void;
  dispose(): void;
}

/** Random values in place of `values`, the weight `index` of a layer. */
export type Redraw = (values: Float32Array, layer: number, index: number) => Float32Array;

/**
 * A model like the given one that can be given random weights: normally distributed, with the mean and the standard
 * deviation of those that they replace, so that layers stay in the range that they were made for; what batch
 * normalisation has counted stays. They hang on the seed and the place of the layer. Throws for a function.
 */
export async function randomizedModel(model: ExplainableModel, seed: number): Promise<RandomizedModel> {
  const redraw: Redraw = (values, layer, index) => redrawn(values, seededRandom(seed, layer, index));
  if (isGraphModel(model)) return randomizedGraphModel(model, redraw);
  if (typeof model === 'function') {
    throw new Error("modelRandomization needs the model's layers (expected a model, not a function)");
  }
  return randomizedLayersModel(model, redraw);
}

function redrawn(values: Float32Array, random: () => number): Float32Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return gaussians(values.length, random).map((value) => mean + Math.sqrt(variance) * value);
}
