import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from './black-box';
import { readHidden } from './hidden';
import { spreadOverInputs } from './image-inputs';
import { maskSegments } from './masked-rows';
import { allPerturbedScores } from './perturbed-scores';
import { prepareBlackBox } from './predictor';
import { readSegments, toPixels, type SegmentOptions } from './read-segments';
import { joinedCoefficients, type SegmentAttribution } from './segment-attribution';

export interface FeatureAblationOptions extends AttributionOptions, SegmentOptions {
  /** What a hidden segment is filled with: a number or images. Default 0. */
  baseline?: number | Images;
}

/**
 * How much the score drops without a segment: `S(x) - S(x with the segment at the baseline)` at every pixel of it.
 *
 * The value is that of the whole segment, not divided by its size (as in Captum); `coefficients` has them
 * segment by segment. Images `[n, h, w, c]`, values the same,
 * in units of the score; no gradient, one forward pass a segment and one more. Throws when the segments do not fit.
 *
 * @example
 * const { values } = await featureAblation(model, images, { segments: gridSegments(image, { rows: 4, columns: 4 }) });
 */
export async function featureAblation(
  model: BlackBoxModel,
  images: Images,
  options: FeatureAblationOptions = {},
): Promise<SegmentAttribution> {
  const { baseline = 0 } = options;
  const box = await prepareBlackBox('featureAblation', model, images, options);
  const { prepared } = box;
  const segments = readSegments(options, prepared);
  const hidden = await readHidden(baseline, prepared);
  const { run, rest } = splitOptions(options);
  const perturb = maskSegments(prepared, segments, hidden, (image, { start, size }) => {
    const { count } = segments[image];
    const masks = new Float32Array(size * count).fill(1);
    for (let row = 0; row < size; row++) masks[row * count + start + row] = 0;
    return masks;
  });
  const counts = segments.map(({ count }) => count);
  const { scores, targets, sampled } = await allPerturbedScores(box, counts, run, perturb);
  const drops = sampled.map((without, image) => without.map((score) => scores[image] - score));
  const values = spreadOverInputs(
    drops.map((ofImage, image) => toPixels(ofImage, segments[image])),
    prepared,
  );
  const settings = { ...rest, baseline };
  const attribution = inputAttribution('featureAblation', prepared, settings, { values, scores, targets });
  return { ...attribution, segments, coefficients: joinedCoefficients(drops) };
}
