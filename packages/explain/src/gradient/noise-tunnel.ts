import * as tf from '@tensorflow/tfjs-core';
import { partOf } from '../common/image-scores';
import { rowsToTensor, type Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import { mapBatches } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { prepare, type Prepared } from '../common/prepare';
import { sumOverSamples, weightedSum } from '../common/samples';
import { scoreGradient, targetScores } from '../common/score-gradient';
import type { Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { fixedTarget, repeatTarget, targetRows } from '../common/target';
import { findInnerMethod, type InnerMethod, type InnerMethodName } from './inner-method';
import { readNoise, type NoiseOptions } from './noise';

export interface NoiseTunnelOptions extends AttributionOptions, Omit<NoiseOptions, 'seed'> {
  /** What is computed for every noisy copy. Default `'gradient'`, signed; `'saliency'` is its size. */
  of?: InnerMethodName;
}

/** What is made of the maps of an image's noisy copies. */
export interface NoiseStatistic {
  /** Functions of the maps whose means over the samples are taken, each `[samples, ...]` in and out. */
  terms: (maps: tf.Tensor) => tf.Tensor[];
  /** A value from the means of a pixel's terms. */
  value: (means: readonly number[]) => number;
  /** The maps are taken less that of the image without noise, so that what varies a little does not drown in rounding. */
  centred?: boolean;
}

const noiseDefaults = { samples: 50, stdev: { ofRange: 0.15 } };

/** The flow of SmoothGrad and its kin: a map for each noisy copy of the image, and a statistic of them at every pixel. */
export async function* noiseTunnel(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: NoiseTunnelOptions,
  { terms, value, centred = false }: NoiseStatistic,
): AsyncGenerator<Snapshot, void, undefined> {
  const { of = 'gradient', ...general } = options;
  const prepared = await prepare(method, model, images, options);
  const { subject, inputs, n, score } = prepared;
  const inner = findInnerMethod(of, subject);
  const noise = await readNoise(options, prepared, noiseDefaults);
  const { run, rest } = splitOptions(general);
  const total = n * (noise.samples + 1);
  const { scores, targets, centres } = await withoutNoise(prepared, partOf(run, 0, total), inner, centred);
  const target = fixedTarget(prepared.target, targets);

  const counts = { images: n, samples: noise.samples };
  const sums = sumOverSamples(counts, partOf(run, n, total), (block, part) => {
    const xs = noise.copies(prepared.rows(block.start, block.size), block, part);
    const chosen = repeatTarget(targetRows(target, block.start, block.size), part.size);
    const { gradients } = scoreGradient(subject, xs, { target: chosen, score, rule: inner.rule });
    const each = new Float32Array(part.size).fill(1);
    const sums = gradients.flatMap((gradient, i) => {
      const maps = tf.reshape(inner.map(gradient, xs[i]), [part.size, -1]);
      const centre = centres[i] && tf.reshape(rowsToTensor(centres[i], block.start, block.size), [1, -1]);
      return terms(centre ? tf.sub(maps, centre) : maps).map((term, k) => {
        const sum = tf.reshape(weightedSum(term, each), [block.size, ...inputs[i].shape.slice(1)]);
        return [`input${i}/term${k}`, sum] as const;
      });
    });
    return Object.fromEntries(sums);
  });
  for await (const { samples, read } of sums) {
    const progress = { done: samples, total: noise.samples };
    const attribution = async () => {
      const summed = await read();
      const values = inputs.map(({ data }, i) => {
        const columns = Object.keys(summed).filter((key) => key.startsWith(`input${i}/`));
        const parts = columns.map((key) => summed[key].data);
        return data.map((_, k) => value(parts.map((part) => part[k] / samples)));
      });
      const warnings = [...noise.warnings, ...inner.warnings];
      const settings = { ...rest, of, ...noise.settings };
      return inputAttribution(method, prepared, settings, { values, scores, targets, warnings, progress });
    };
    yield { progress, attribution };
  }
}

/** One pass of the images themselves: scores, predicted targets and, where maps are centred, the maps. */
async function withoutNoise(
  { subject, inputs, n, score, ...prepared }: Prepared,
  run: AttributionOptions,
  inner: InnerMethod,
  centred: boolean,
) {
  const results = await mapBatches(n, run, (start, size) => {
    const xs = prepared.rows(start, size);
    const target = targetRows(prepared.target, start, size);
    if (!centred) return { ...targetScores(subject, xs, target, score) };
    const { gradients, ...picked } = scoreGradient(subject, xs, { target, score, rule: inner.rule });
    const maps = gradients.map((gradient, i) => [`centre${i}`, inner.map(gradient, xs[i])] as const);
    return { ...picked, ...Object.fromEntries(maps) };
  });
  return {
    scores: results.scores.data,
    targets: results.targets.data,
    centres: inputs.map((_, i) => results[`centre${i}`]),
  };
}
