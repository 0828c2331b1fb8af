import { improvingResults, lastResult, type Snapshot } from '../common/snapshots';
import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from './black-box';
import { readDistance, readKernel, type Distance, type Kernel } from './distances';
import { checkFeatures, readSelection, type FeatureSelection } from './feature-selection';
import { hiddenPictures, type HideColor } from './hide-color';
import { spreadOverInputs } from './image-inputs';
import { linearParts, type LinearAttribution } from './linear-attribution';
import { growingRegression } from './local-regression';
import { maskSegments } from './masked-rows';
import { perturbedScores } from './perturbed-scores';
import { prepareBlackBox } from './predictor';
import { readSegments, toPixels, type SegmentOptions } from './read-segments';
import { readRegressor, type Regressor } from './regressors';
import { checkSamples, evenMasks, maskRows, readMasks, type SampleMasks } from './sample-masks';
import { segmentProducts } from './segment-products';
import { effectiveSamples, sampleWarnings } from './sample-warnings';

export interface LimeOptions extends AttributionOptions, SegmentOptions {
  /** How many perturbed images, the image itself among them. Default 1000. */
  samples?: number;
  /** The masks themselves instead of random ones, for every image, `[samples, segments]` of 0 and 1. */
  masks?: SampleMasks;
  /** Width of the kernel, in units of the distance. Default 0.25. */
  kernelWidth?: number;
  /** Default `'cosine'`, of the masks. */
  distance?: Distance;
  /** Default `'exponential'`. */
  kernel?: Kernel;
  /** Default `'ridge'` with alpha 1. */
  regressor?: Regressor;
  /** Default `'mean'`, each segment's mean colour (null, as the original says, is the same). */
  hideColor?: HideColor;
  /** Default `'auto'`; of no effect as long as `features` is not below the number of segments. */
  featureSelection?: FeatureSelection;
  /** At most so many segments get a coefficient. Default all. */
  features?: number;
}

/**
 * A linear model of the score around each image: which segments raise it, when segments are hidden at random.
 *
 * `samples` copies (1000), the first the image itself, in each of which every segment is hidden with even chance under its
 * `hideColor`; a ridge regression (alpha 1, with intercept) of the scores on the masks, weighed by
 * `sqrt(exp(-d^2 / kernelWidth^2))` of the cosine distance `d` of the mask to that which shows all: the reference
 * implementation for images. Every pixel holds the coefficient of its segment, in units of the score, which is the
 * probability unless asked otherwise. `r2` says how far to trust it, `standardErrors` how far another seed would move
 * each coefficient (a sandwich estimate: {@link LinearAttribution}).
 * Images `[n, h, w, c]`, values the same. One forward pass a sample and one more; see `stream`. Throws when segments,
 * masks or an option do not fit.
 * Ribeiro et al. 2016, "Why should I trust you?", https://arxiv.org/abs/1602.04938
 *
 * @example
 * const { coefficients, r2 } = await lime(model, images, { segments: slic(image), samples: 1000, seed: 7 });
 */
export async function lime(
  model: BlackBoxModel,
  images: Images,
  options: LimeOptions = {},
): Promise<LinearAttribution> {
  return lastResult(snapshots(model, images, options));
}

/** {@link lime} as it improves, after every pass: the linear model of the samples done so far. */
export function streamLime(
  model: BlackBoxModel,
  images: Images,
  options: LimeOptions = {},
): AsyncGenerator<LinearAttribution, void, undefined> {
  return improvingResults(snapshots(model, images, options));
}

async function* snapshots(
  model: BlackBoxModel,
  images: Images,
  options: LimeOptions,
): AsyncGenerator<Snapshot<LinearAttribution>, void, undefined> {
  const {
    samples = 1000,
    seed = 0,
    kernelWidth = 0.25,
    distance = 'cosine',
    kernel = 'exponential',
    regressor = 'ridge',
    hideColor = 'mean',
    featureSelection = 'auto',
    features = Infinity,
    batchSize = 32,
  } = options;
  const box = await prepareBlackBox('lime', model, images, options);
  const { prepared } = box;
  const segments = readSegments(options, prepared);
  const distanceOf = readDistance(distance);
  const weightOf = readKernel(kernel, kernelWidth);
  const fitting = {
    regressor: readRegressor(regressor),
    selection: features === Infinity ? 'none' : readSelection(featureSelection),
    features: features === Infinity ? features : checkFeatures(features),
  };
  const given = options.masks;
  const masks = segments.map(({ count }) =>
    given ? readMasks(given, count) : evenMasks(checkSamples(samples), count, seed),
  );
  const hidden = hiddenPictures(hideColor, prepared, segments);
  const weights = segments.map((segmentation, image) => {
    const { data, rows } = masks[image];
    const products = segmentProducts(prepared, segmentation, hidden, image);
    const { count } = segmentation;
    return Float64Array.from({ length: rows }, (_, row) =>
      weightOf(distanceOf(data.slice(row * count, (row + 1) * count), products)),
    );
  });

  if (weights.some((ofImage) => ofImage.every((weight) => weight === 0))) {
    throw new Error(
      `invalid kernelWidth: ${kernelWidth} (expected a wider kernel: every sample is so far off that it weighs 0)`,
    );
  }

  const { run, rest } = splitOptions(options);
  const total = masks[0].rows;
  const counts = segments.map(() => total);
  const perturb = maskSegments(prepared, segments, hidden, (image, { start, size }) =>
    maskRows(masks[image], start, size),
  );
  const regressions: ReturnType<typeof growingRegression>[] = [];
  for await (const { scores, targets, sampled, done } of perturbedScores(
    box,
    counts,
    run,
    perturb,
    batchSize,
  )) {
    const attribution = (): Promise<LinearAttribution> => {
      const models = segments.map((_, image) => {
        regressions[image] ??= growingRegression(masks[image], sampled[image], weights[image], fitting);
        return regressions[image].model(done);
      });
      const maps = models.map(({ coefficients }, image) => toPixels(coefficients, segments[image]));
      const settings = {
        ...{ ...rest, samples: total, kernelWidth, distance, kernel, regressor, hideColor, featureSelection },
        ...(given ? {} : { seed }),
      };
      const result = inputAttribution('lime', prepared, settings, {
        values: spreadOverInputs(maps, prepared),
        scores,
        targets,
        warnings: sampleWarnings(
          models.map((model, image) => ({
            segmentation: segments[image],
            model,
            samples: done,
            draws: done,
            effective: effectiveSamples(weights[image].subarray(0, done)),
          })),
        ),
        progress: { done, total },
      });
      return Promise.resolve({
        ...result,
        segments: [...segments],
        ...linearParts(models),
        samples: segments.map((_, image) => ({
          masks: masks[image].data.slice(0, done * masks[image].segments),
          scores: sampled[image].slice(0, done),
          weights: weights[image].slice(0, done),
        })),
      });
    };
    yield { progress: { done, total }, attribution };
  }
}
