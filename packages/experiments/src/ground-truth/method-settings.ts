import type * as tfl from '@tensorflow/tfjs-layers';
import { gridSegments, methods } from '@fer/explain';
import type { ImageBatch } from '@fer/models';
import { camLayer } from '../figures/cam-layer';

/** The methods of the catalogue that give each image one map, of its size or of a layer's. */
export const mapMethods: readonly string[] = methods
  .filter(({ family }) => ['gradient', 'cam', 'perturbation'].includes(family))
  .map(({ name }) => name);

/** Options a method, by its name. */
export type MethodSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What methods need that have no default of their own, and what suits them. */
export function usualSettings(model: tfl.LayersModel, background: ImageBatch): MethodSettings {
  const [, h, w] = background.shape;
  const blank = { data: new Float32Array(h * w), shape: [h, w, 1] };
  const layer = camLayer(model);
  const withLayer = methods.filter(({ family, name }) => family === 'cam' && name !== 'classActivationMap');
  return {
    ...(layer && Object.fromEntries(withLayer.map(({ name }) => [name, { layer }]))),
    gradientShap: { baselines: background },
    deepLiftShap: { baselines: background },
    // Exact values take two to the power of the segments passes.
    shapleyValues: { segments: gridSegments(blank, { rows: Math.min(3, h), columns: Math.min(3, w) }) },
    kernelShap: { samples: 500 },
    lime: { samples: 500 },
    rise: { masks: 500 },
  };
}

/**
 * How a map says what matters: most by their positive part, what speaks for the class. A gradient's sign only says
 * whether brighter or darker would, so of gradients the size counts; RISE's values lie around the mean score, so what is
 * above their mean.
 */
type Reading = 'positive part' | 'size' | 'above the mean';

const gradients = [
  'saliency',
  'smoothGrad',
  'smoothGradSquared',
  'varGrad',
  'guidedBackprop',
  'deconvnet',
  'guidedGradCam',
];

export function readingOf(method: string): Reading {
  if (method === 'rise') return 'above the mean';
  return gradients.includes(method) ? 'size' : 'positive part';
}

/** Maps `[n, ...]` after a reading: values below 0 do not count. */
export function readValues(
  { values, shape }: { values: Float32Array; shape: number[] },
  reading: Reading,
): { values: Float32Array; shape: number[] } {
  if (reading === 'positive part') return { values, shape };
  if (reading === 'size') return { values: values.map(Math.abs), shape };
  const size = values.length / shape[0];
  const means = Array.from({ length: shape[0] }, (_, image) => {
    return values.subarray(image * size, (image + 1) * size).reduce((a, b) => a + b, 0) / size;
  });
  return { values: values.map((value, i) => value - means[Math.floor(i / size)]), shape };
}
