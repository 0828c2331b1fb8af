import { breathe } from '../common/abort';
import { readImages, rowSize, type ImageBatch, type Images, type PlainBatch } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { seededRandom } from '../common/random';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from '../perturbation/black-box';
import { checkAttribution } from './attribution-maps';
import { findAttributionMethod, type AttributionMethod } from './attribution-method';
import { methodRunner } from './method-runner';
import { metricResult, type MetricResult } from './metric-result';
import { prepareMetric, type MetricSubject } from './metric-subject';

export interface MaxSensitivityOptions extends AttributionOptions {
  /** The method's own options, e.g. `{ steps: 20 }`. */
  methodOptions?: Record<string, unknown>;
  /** The noise itself, `[samples, h, w, c]`, added to every image, in place of the seeded one. */
  noise?: ImageBatch;
  /** How many noisy copies. Default 10. */
  samples?: number;
  /** Seeded noise is uniform in `-radius..radius`, in units of the input. Default 0.02. */
  radius?: number;
}

/**
 * How much the map can change when the image hardly does: `max_i ||a(x + noise_i) - a(x)|| / ||a(x)||`, Euclidean norms over
 * all values of the map.
 *
 * `method` is a name of the catalogue or a function; it explains the same class of the noisy copies as of the image. Noise
 * hangs on seed and sample alone, so every image gets the same; with several inputs the first gets it. NaN where the map of
 * the image is zero everywhere. One run of the method a sample. Lower is better.
 * Yeh et al. 2019, On the (In)fidelity and Sensitivity of Explanations, https://arxiv.org/abs/1901.09392
 *
 * @example
 * const { values } = await maxSensitivity(model, images, 'saliency', { samples: 20, radius: 0.01 });
 */
export async function maxSensitivity(
  model: BlackBoxModel,
  images: Images,
  method: AttributionMethod,
  options: MaxSensitivityOptions = {},
): Promise<MetricResult> {
  const { name, run: explain } = findAttributionMethod(method);
  const prepared = await prepareMetric('maxSensitivity', model, images, options);
  const { inputs, n, subject, scored } = prepared;
  const { noise, settings } = await readNoise(options, prepared);
  const samples = noise.shape[0];
  const { rest } = splitOptions(options);
  const runMethod = methodRunner(explain, options);
  const map = await runMethod(model, inputs, scored.target);
  checkAttribution(map);
  const fixed =
    scored.target === 'predicted' && map.targets?.every((t) => t >= 0) ? map.targets : scored.target;
  const largest = new Float64Array(n);
  const [first, ...others] = inputs;
  for (let sample = 0; sample < samples; sample++) {
    options.onProgress?.({ done: sample, total: samples });
    await breathe(options.signal);
    const noisy = { data: addedTo(first, noise, sample), shape: first.shape };
    const other = await runMethod(model, [noisy, ...others], fixed);
    for (let image = 0; image < n; image++) {
      largest[image] = Math.max(largest[image], distance(map.values, other.values, image, n));
    }
  }
  options.onProgress?.({ done: samples, total: samples });
  const zeros = new Float32Array(map.values.length);
  const values = largest.map((found, image) => {
    const norm = distance(map.values, zeros, image, n);
    return norm > 0 ? found / norm : NaN;
  });
  return metricResult(
    'maxSensitivity',
    { values, warnings: [...subject.warnings, ...((map as { warnings?: string[] }).warnings ?? [])] },
    { model: subject.name, of: name, options: { ...rest, ...scored, ...settings } },
  );
}

async function readNoise(
  { noise, samples, radius = 0.02, seed = 0 }: MaxSensitivityOptions,
  { inputs: [{ shape }], subject }: MetricSubject,
): Promise<{ noise: PlainBatch; settings: Record<string, unknown> }> {
  if (samples !== undefined && (!Number.isInteger(samples) || samples < 1)) {
    throw new Error(`invalid samples: ${samples} (expected a whole number from 1)`);
  }
  const row = shape.slice(1);
  if (noise) {
    const [given] = await readImages(noise, [{ ...subject.inputs[0], shape: [null, ...row] }], 'noise');
    if (samples !== undefined && samples !== given.shape[0]) {
      throw new Error(`invalid noise: ${given.shape[0]} samples (expected ${samples}, as samples says)`);
    }
    return { noise: given, settings: { samples: given.shape[0] } };
  }
  if (!(radius > 0)) throw new Error(`invalid radius: ${radius} (expected a number above 0)`);
  const count = samples ?? 10;
  const size = rowSize(shape);
  const data = new Float32Array(count * size);
  for (let sample = 0; sample < count; sample++) {
    const random = seededRandom(seed, sample);
    for (let k = 0; k < size; k++) data[sample * size + k] = radius * (2 * random() - 1);
  }
  return { noise: { data, shape: [count, ...row] }, settings: { samples: count, radius, seed } };
}

function addedTo({ data, shape }: PlainBatch, noise: PlainBatch, sample: number): Float32Array {
  const size = rowSize(shape);
  return data.map((value, i) => value + noise.data[sample * size + (i % size)]);
}

/** The Euclidean distance of two maps of an image. */
function distance(a: Float32Array, b: Float32Array, image: number, n: number): number {
  const size = a.length / n;
  let sum = 0;
  for (let k = image * size; k < (image + 1) * size; k++) sum += (a[k] - b[k]) ** 2;
  return Math.sqrt(sum);
}
