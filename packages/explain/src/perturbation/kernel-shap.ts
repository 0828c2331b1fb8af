import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { improvingResults, lastResult, type Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from './black-box';
import { readHidden } from './hidden';
import { spreadOverInputs } from './image-inputs';
import { linearParts, type LinearAttribution } from './linear-attribution';
import { growingRegression, type GrowingRegression } from './local-regression';
import { maskSegments } from './masked-rows';
import { perturbedScores } from './perturbed-scores';
import { prepareBlackBox } from './predictor';
import { readSegments, toPixels, type SegmentOptions } from './read-segments';
import { checkSamples, maskRows, readMasks, type MaskTable, type SampleMasks } from './sample-masks';
import { sampleWarnings } from './sample-warnings';
import { shapSamples, type ShapSamples } from './shap-masks';
import { shapRegression } from './shap-regression';
import { segmentDelta } from './segment-attribution';

export interface KernelShapOptions extends AttributionOptions, SegmentOptions {
  /** Forward passes an image, those with all and with nothing shown among them. Default 1000. */
  samples?: number;
  /** The masks themselves instead of random ones, for every image, `[samples, segments]` of 0 and 1. */
  masks?: SampleMasks;
  /** What a hidden segment is filled with: a number or images. Default 0. */
  baseline?: number | Images;
}

/** What stands for an infinite weight among masks that were given, as in Captum. */
const endWeight = 1e6;

/**
 * The Shapley value of each segment from a sample of coalitions: least squares of the scores on the masks under the
 * Shapley kernel, through the scores with everything and with nothing shown.
 *
 * With `samples` (1000) for all `2^p` coalitions of `p` segments the values are exact; else coalitions are drawn after the
 * kernel, in pairs with their complements, and `standardErrors` says how far another seed would move a value (infinite,
 * with a warning, where the samples don't tell: take more than twice as many as segments, better ten times). The
 * coefficients add up to `S(x) - S(baseline)` either way (`delta` says within what). Given `masks` are taken to be drawn after the kernel: they
 * weigh 1, and 1e6 where all or nothing is shown (as in Captum). Every pixel holds the value of its segment. Images
 * `[n, h, w, c]`, values the same, in units of the score. No gradient, one forward pass a sample and one more; see
 * `stream`.
 * Lundberg and Lee 2017, A unified approach to interpreting model predictions, https://arxiv.org/abs/1705.07874
 *
 * @example
 * const { coefficients, standardErrors } = await kernelShap(model, images, { segments: faceSegments(image), seed: 7 });
 */
export async function kernelShap(
  model: BlackBoxModel,
  images: Images,
  options: KernelShapOptions = {},
): Promise<LinearAttribution> {
  return lastResult(snapshots(model, images, options));
}

/** {@link kernelShap} as it improves, after every pass: from the coalitions tried so far. */
export function streamKernelShap(
  model: BlackBoxModel,
  images: Images,
  options: KernelShapOptions = {},
): AsyncGenerator<LinearAttribution, void, undefined> {
  return improvingResults(snapshots(model, images, options));
}

async function* snapshots(
  model: BlackBoxModel,
  images: Images,
  options: KernelShapOptions,
): AsyncGenerator<Snapshot<LinearAttribution>, void, undefined> {
  const { samples = 1000, seed = 0, baseline = 0, masks: given, batchSize = 32 } = options;
  const box = await prepareBlackBox('kernelShap', model, images, options);
  const { prepared } = box;
  const segments = readSegments(options, prepared);
  const hidden = await readHidden(baseline, prepared);
  const drawn = segments.map(({ count }): ShapSamples => {
    if (given) return givenSamples(readMasks(given, count));
    return shapSamples(checkSamples(samples, 3), count, seed);
  });
  const counts = drawn.map(({ masks }) => masks.rows);
  const total = Math.max(...counts);

  const { run, rest } = splitOptions(options);
  const perturb = maskSegments(prepared, segments, hidden, (image, { start, size }) =>
    maskRows(drawn[image].masks, start, size),
  );
  const regressions: GrowingRegression[] = [];
  // With fewer than three rows there is no model yet.
  const perRound = Math.max(3, batchSize);
  for await (const { scores, targets, sampled, done } of perturbedScores(
    box,
    counts,
    run,
    perturb,
    perRound,
  )) {
    const attribution = (): Promise<LinearAttribution> => {
      const doneOf = counts.map((count) => Math.min(done, count));
      const models = segments.map((_, image) => {
        regressions[image] ??= given
          ? growingRegression(drawn[image].masks, sampled[image], drawn[image].weights, {
              ...leastSquares,
              isFixed: (row) => drawn[image].weights[row] === endWeight,
            })
          : shapRegression(drawn[image], sampled[image]);
        return regressions[image].model(doneOf[image]);
      });
      const maps = models.map(({ coefficients }, image) => toPixels(coefficients, segments[image]));
      const sampling = given ? {} : { seed };
      const result = inputAttribution(
        'kernelShap',
        prepared,
        { ...rest, samples: total, baseline, ...sampling },
        {
          values: spreadOverInputs(maps, prepared),
          scores,
          targets,
          warnings: sampleWarnings(
            models.map((model, image) => {
              const { isComplete, group } = drawn[image];
              if (isComplete && done >= counts[image]) return undefined;
              const draws = given ? done : Math.ceil((done - 2) / group);
              return { segmentation: segments[image], model, samples: done, draws };
            }),
          ),
          progress: { done, total },
        },
      );
      // Among masks that were given there may be none that hides all.
      const empty = drawn.map(({ masks }, image) => rowOfNothing(masks, doneOf[image]));
      const start = empty.map((row, image) => sampled[image][row]);
      const delta = segmentDelta(
        models.map(({ coefficients }) => coefficients),
        scores,
        start,
      );
      return Promise.resolve({
        ...result,
        ...(empty.every((row) => row >= 0) && { delta }),
        segments: [...segments],
        ...linearParts(models),
        samples: drawn.map(({ masks, weights }, image) => ({
          masks: masks.data.slice(0, doneOf[image] * masks.segments),
          scores: sampled[image].slice(0, doneOf[image]),
          weights: weights.slice(0, doneOf[image]),
        })),
      });
    };
    yield { progress: { done, total }, attribution };
  }
}

const leastSquares = {
  regressor: { type: 'linear', alpha: 0 },
  selection: 'none',
  features: Infinity,
} as const;

/** The first row that shows nothing, -1 if there is none. */
function rowOfNothing({ data, segments }: MaskTable, rows: number): number {
  const shows = (row: number) => data.subarray(row * segments, (row + 1) * segments).includes(1);
  for (let row = 0; row < rows; row++) if (!shows(row)) return row;
  return -1;
}

function givenSamples(masks: MaskTable): ShapSamples {
  const { data, rows, segments } = masks;
  const weights = Float64Array.from({ length: rows }, (_, row) => {
    const shown = data.subarray(row * segments, (row + 1) * segments).reduce((sum, bit) => sum + bit, 0);
    return shown === 0 || shown === segments ? endWeight : 1;
  });
  return { masks, weights, group: 1, isComplete: false };
}
