import { breathe, throwIfAborted } from '../common/abort';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { imageList } from '../common/warnings';
import { mapOf, readMaps, type Maps } from './attribution-maps';
import { findAttributionMethod, type AttributionMethod } from './attribution-method';
import { flatMaps } from './map-metric';
import { methodRunner } from './method-runner';
import { metricResult, type MetricResult } from './metric-result';
import { prepareMetric } from './metric-subject';
import { randomizedModel } from './randomized-model';
import { rankCorrelation } from './rank-correlation';

export interface ModelRandomizationOptions extends AttributionOptions {
  /** The method's own options, e.g. `{ layer: 'conv2' }`. */
  methodOptions?: Record<string, unknown>;
  /** `'cascading'` (default): all layers from the output down to this one; `'independent'`: this layer alone. */
  order?: 'cascading' | 'independent';
  /** `true`: values of either sign count by their size. Default `false`. */
  abs?: boolean;
}

/** `curves[image].y[i]` is the rank correlation once `layers[i]` is random. */
export interface ModelRandomizationResult extends MetricResult {
  /** Names of the layers that have weights, the last first. */
  layers: string[];
}

/**
 * How alike the map stays while layer after layer, from the output down, gets random weights: Spearman's rank correlation
 * of the maps (channels summed) of the model and of the randomised one, a layer, and as the value its mean over the layers.
 * A method whose map hardly changes does not explain the model: it draws edges.
 *
 * Random weights are normal, with the mean and standard deviation of those that they replace; they hang on `seed`. A copy
 * of the model (a view of a graph model) gets them, never your model. The class explained is held. A map that turns flat
 * correlates 0. The method runs once for each layer that has weights, and once more. Lower is better.
 * Throws for a function and for layers that TensorFlow.js can't save and load.
 * Adebayo et al. 2018, Sanity Checks for Saliency Maps, https://arxiv.org/abs/1810.03292
 *
 * @example
 * const { values, layers, curves } = await modelRandomization(model, images, 'guidedBackprop', { abs: true });
 */
export async function modelRandomization(
  model: ExplainableModel,
  images: Images,
  method: AttributionMethod,
  { order = 'cascading', abs = false, ...options }: ModelRandomizationOptions = {},
): Promise<ModelRandomizationResult> {
  if (order !== 'cascading' && order !== 'independent') {
    throw new Error(`invalid order: ${String(order)} (expected 'cascading' or 'independent')`);
  }
  const { name, run: explain } = findAttributionMethod(method);
  const { inputs, n, subject, scored } = await prepareMetric('modelRandomization', model, images, options);
  throwIfAborted(options.signal);
  const runMethod = methodRunner(explain, options);
  const attribution = await runMethod(model, inputs, scored.target);
  const map = readMaps(attribution, { abs });
  const { targets } = attribution;
  const fixed = scored.target === 'predicted' && targets?.every((t) => t >= 0) ? targets : scored.target;
  const random = await randomizedModel(model, options.seed ?? 0);
  const maps: Maps[] = [];
  try {
    for (const layer of random.layers.keys()) {
      options.onProgress?.({ done: layer, total: random.layers.length });
      await breathe(options.signal);
      if (order === 'independent') random.restore();
      await random.randomize(layer);
      maps.push(readMaps(await runMethod(random.model, inputs, fixed), { abs }));
    }
  } finally {
    random.dispose();
  }
  const { layers } = random;
  if (layers.length === 0) throw new Error('the model has no weights (expected a layer that has)');
  options.onProgress?.({ done: layers.length, total: layers.length });
  const curves = Array.from({ length: n }, (_, image) => ({
    x: Float32Array.from(layers.keys(), (layer) => layer + 1),
    y: Float32Array.from(maps, (other) => correlation(mapOf(map, image), mapOf(other, image))),
  }));
  const { rest } = splitOptions(options);
  const warnings = [...subject.warnings, ...flatMaps(map), ...turnedFlat(maps, layers)];
  const result = metricResult(
    'modelRandomization',
    { values: curves.map(({ y }) => y.reduce((a, b) => a + b, 0) / y.length), curves, warnings },
    {
      model: subject.name,
      of: name,
      options: { ...rest, ...scored, order, abs, seed: options.seed ?? 0 },
    },
  );
  return { ...result, layers };
}

const isFlat = (map: Float32Array) => map.every((value) => value === map[0]);

/** NaN only where the map of the model itself says nothing. */
function correlation(map: Float32Array, other: Float32Array): number {
  return !isFlat(map) && isFlat(other) ? 0 : rankCorrelation(map, other);
}

function turnedFlat(maps: readonly Maps[], layers: readonly string[]): string[] {
  return maps.flatMap((map, layer) => {
    const all = Array.from({ length: map.n }, (_, image) => image);
    const flat = all.filter((image) => isFlat(mapOf(map, image)));
    return flat.length > 0
      ? [`with '${layers[layer]}' random the map of ${imageList(flat)} has one value everywhere`]
      : [];
  });
}
