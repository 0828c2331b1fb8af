import { readImages, rowSize, type ImageBatch, type Images, type PlainBatch } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { gaussians, seededRandom } from '../common/random';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from '../perturbation/black-box';
import { readShares, type MeasuredAttribution } from './attribution-maps';
import { metricResult, type MetricResult } from './metric-result';
import { prepareMetric, type MetricSubject } from './metric-subject';
import { scorePictures, withFixedTarget } from './score-pictures';
import { evenShares, segmentValues } from './segment-sums';

export interface InfidelityOptions extends AttributionOptions {
  /** The perturbations themselves, `[samples, h, w, c]`, the same for every image, in place of the seeded ones. */
  perturbations?: ImageBatch;
  /**
   * What a perturbation `I` does: `'subtract'` (default) `x - I`, for maps per unit of the input such as gradients;
   * `'mask'` `x * (1 - I)`, `I` in 0..1, for maps that are shares of the score, such as integrated gradients.
   */
  kind?: 'subtract' | 'mask';
  /** How many seeded perturbations. Default 50. */
  samples?: number;
  /** Of seeded ones to subtract the standard deviation, in units of the input. Default 0.2, as in the paper. */
  stdev?: number;
  /** `true`: the map is first scaled by the factor that suits it best, `E[ab] / E[aa]`. Default `false`. */
  normalize?: boolean;
}

/**
 * How badly the map predicts what perturbations do to the score: `mean_i (sum(I_i * a) - (S(x) - S(x perturbed by I_i)))^2`.
 *
 * Seeded perturbations are normal noise, or for `kind: 'mask'` a random half of the pixels with all their channels; they
 * hang on seed and sample alone, so every image gets the same. The score and the target are those that the attribution
 * explains unless the options say otherwise. A map without channels is spread evenly over them, for `kind: 'mask'` a map by
 * segments evenly over their pixels.
 * One forward pass a perturbation, `batchSize` at a time. Lower is better.
 * Yeh et al. 2019, On the (In)fidelity and Sensitivity of Explanations, https://arxiv.org/abs/1901.09392
 *
 * @example
 * const gradient = await saliency(model, images, { absolute: false });
 * const { values } = await infidelity(model, images, gradient, { samples: 100, stdev: 0.05 });
 */
export async function infidelity(
  model: BlackBoxModel,
  images: Images,
  attribution: MeasuredAttribution,
  { kind = 'subtract', normalize = false, ...options }: InfidelityOptions = {},
): Promise<MetricResult> {
  if (kind !== 'subtract' && kind !== 'mask') {
    throw new Error(`invalid kind: ${String(kind)} (expected 'subtract' or 'mask')`);
  }
  const { run, rest } = splitOptions(options);
  const checked = await prepareMetric('infidelity', model, images, options, { attribution, ownScore: true });
  const { data, shape } = checked.inputs[0];
  const bySegment = kind === 'mask' ? segmentValues(attribution) : undefined;
  const shares = bySegment
    ? {
        data: evenShares(bySegment, rowSize(shape) / checked.places.reduce((a, b) => a * b, 1)),
        warnings: [],
      }
    : readShares(attribution, shape);
  const { perturbations, settings } = await readPerturbations(options, kind, checked);
  const samples = perturbations.shape[0];
  const size = rowSize(shape);
  const prepared = await withFixedTarget(checked, run);
  const write = (row: Float32Array, image: number, index: number) => {
    const x = data.subarray(image * size, (image + 1) * size);
    row.set(x);
    if (index === 0) return;
    const change = perturbations.data.subarray((index - 1) * size, index * size);
    for (let k = 0; k < size; k++) row[k] = kind === 'mask' ? x[k] * (1 - change[k]) : x[k] - change[k];
  };
  const scores = await scorePictures(prepared, run, samples + 1, write);
  const values = Array.from({ length: prepared.n }, (_, image) => {
    const [whole, ...perturbed] = scores.subarray(image * (samples + 1), (image + 1) * (samples + 1));
    const map = shares.data.subarray(image * size, (image + 1) * size);
    const foretold = perturbed.map((_, i) => dot(map, perturbations.data.subarray(i * size, (i + 1) * size)));
    return squaredError(
      foretold,
      perturbed.map((score) => whole - score),
      normalize,
    );
  });
  return metricResult(
    'infidelity',
    { values, warnings: [...prepared.subject.warnings, ...shares.warnings] },
    {
      model: prepared.subject.name,
      of: attribution.method,
      options: { ...rest, ...prepared.scored, kind, normalize, ...settings },
    },
  );
}

async function readPerturbations(
  { perturbations, samples, stdev = 0.2, seed = 0 }: InfidelityOptions,
  kind: 'subtract' | 'mask',
  { inputs: [{ shape }], subject, places }: MetricSubject,
): Promise<{ perturbations: PlainBatch; settings: Record<string, unknown> }> {
  if (samples !== undefined && (!Number.isInteger(samples) || samples < 1)) {
    throw new Error(`invalid samples: ${samples} (expected a whole number from 1)`);
  }
  const row = shape.slice(1);
  if (perturbations) {
    const info = { ...subject.inputs[0], shape: [null, ...row] };
    const [given] = await readImages(perturbations, [info], 'perturbations');
    if (samples !== undefined && samples !== given.shape[0]) {
      throw new Error(`invalid perturbations: ${given.shape[0]} (expected ${samples}, as samples says)`);
    }
    return { perturbations: given, settings: { samples: given.shape[0] } };
  }
  if (!(stdev > 0)) throw new Error(`invalid stdev: ${stdev} (expected a number above 0)`);
  const count = samples ?? 50;
  const size = rowSize(shape);
  const channels = size / places.reduce((a, b) => a * b, 1);
  const data = new Float32Array(count * size);
  for (let sample = 0; sample < count; sample++) {
    const random = seededRandom(seed, sample);
    if (kind === 'subtract') {
      data.set(
        gaussians(size, random).map((value) => value * stdev),
        sample * size,
      );
    } else {
      for (let start = 0; start < size; start += channels) {
        const at = sample * size + start;
        data.fill(random() < 0.5 ? 1 : 0, at, at + channels);
      }
    }
  }
  const settings = { samples: count, seed, ...(kind === 'subtract' && { stdev }) };
  return { perturbations: { data, shape: [count, ...row] }, settings };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function squaredError(foretold: number[], happened: number[], normalize: boolean): number {
  const mean = (f: (i: number) => number) => foretold.reduce((sum, _, i) => sum + f(i), 0) / foretold.length;
  const square = mean((i) => foretold[i] ** 2);
  // A map of nothing foretells nothing, whatever its scale.
  const scale = normalize && square > 0 ? mean((i) => foretold[i] * happened[i]) / square : 1;
  return mean((i) => (scale * foretold[i] - happened[i]) ** 2);
}
