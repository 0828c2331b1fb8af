import { rowSize, type PlainBatch } from '../common/images';
import { checkNames } from '../common/option-checks';
import { checkFeatures } from './feature-selection';
import type { LinearAttribution } from './linear-attribution';

export interface LimeMaskOptions {
  /** Only segments that speak for the class. Default true, unless `negativeOnly`. */
  positiveOnly?: boolean;
  /** Only segments that speak against it. Default false. */
  negativeOnly?: boolean;
  /** At most so many segments, those of the largest coefficients. Default 5. */
  features?: number;
  /** Coefficients no larger than this are left out. Default 0. */
  minWeight?: number;
  /** The pixels outside of the segments become 0 in `image`. Default false. */
  hideRest?: boolean;
  /** Which image of the batch. Default 0. */
  index?: number;
  /** The images that were explained: then the result has one of them with its segments marked. */
  images?: PlainBatch;
}

/** Which pixels belong to the segments that matter. */
export interface LimeMask {
  /** `[h, w]`: 1 in segments that speak for the class, -1 against it (1 too with `negativeOnly`), 0 elsewhere. */
  mask: Int8Array;
  shape: readonly [h: number, w: number];
  /** The segments, the largest coefficient first. */
  segments: number[];
  /** With `images`: the image `[h, w, c]`. */
  image?: { data: Float32Array; shape: readonly number[] };
}

/**
 * The segments of a linear attribution that matter most, as a mask: the best `features` (5) with a coefficient above
 * `minWeight`, for the class, against it or both (`positiveOnly: false`), as `get_image_and_mask` of the original.
 *
 * With `images` also the picture: as it is, or with `hideRest` 0 outside of the mask; where both signs are shown and there are
 * colours, segments for the class are green at the image's highest value and those against it red.
 * Throws when `positiveOnly` and `negativeOnly` are both asked for and when an option is out of range.
 *
 * @example
 * const { mask } = limeMask(await lime(model, images, { segments }), { features: 3 });
 */
export function limeMask(
  result: Pick<LinearAttribution, 'segments' | 'coefficients'>,
  options: LimeMaskOptions = {},
): LimeMask {
  const switches = ['positiveOnly', 'negativeOnly', 'hideRest'] as const;
  checkNames(options, [...switches, 'features', 'minWeight', 'index', 'images']);
  for (const name of switches) {
    const value: unknown = options[name];
    if (value === undefined || typeof value === 'boolean') continue;
    throw new Error(`invalid ${name}: ${JSON.stringify(value)} (expected true or false)`);
  }
  const { negativeOnly = false, positiveOnly = !negativeOnly } = options;
  const { features = 5, minWeight = 0, hideRest = false, index = 0, images } = options;
  if (positiveOnly && negativeOnly) {
    throw new Error('positiveOnly and negativeOnly are both true (expected one at the most)');
  }
  const segmentation = result.segments[index];
  if (!segmentation) {
    throw new Error(`invalid index: ${index} (expected an image from 0 to ${result.segments.length - 1})`);
  }
  if (features !== Infinity) checkFeatures(features);
  if (!(minWeight >= 0)) throw new Error(`invalid minWeight: ${minWeight} (expected a number from 0)`);
  const { count, labels, shape } = segmentation;
  const start = result.segments.slice(0, index).reduce((sum, one) => sum + one.count, 0);
  const weights = result.coefficients.subarray(start, start + count);

  const ranked = Array.from(weights, (_, j) => j).toSorted(
    (a, b) => Math.abs(weights[b]) - Math.abs(weights[a]),
  );
  const isOfSign = (j: number) => (positiveOnly ? weights[j] > 0 : !negativeOnly || weights[j] < 0);
  const isLarge = (j: number) => weights[j] !== 0 && Math.abs(weights[j]) > minWeight;
  const isBoth = !positiveOnly && !negativeOnly;
  // With both signs the original counts the small ones among the best and leaves them out afterwards.
  const segments = isBoth
    ? ranked.slice(0, features).filter(isLarge)
    : ranked.filter((j) => isOfSign(j) && isLarge(j)).slice(0, features);
  const marks = new Int8Array(count);
  for (const j of segments) marks[j] = isBoth && weights[j] < 0 ? -1 : 1;
  const mask = Int8Array.from(labels, (label) => marks[label]);
  const image = images && markedImage(images, index, mask, { hideRest, isBoth });
  return { mask, shape, segments, ...(image && { image }) };
}

function markedImage(
  { data, shape }: PlainBatch,
  index: number,
  mask: Int8Array,
  { hideRest, isBoth }: { hideRest: boolean; isBoth: boolean },
): LimeMask['image'] {
  const size = rowSize(shape);
  const channels = shape[3];
  if (size !== mask.length * channels || data.length < (index + 1) * size) {
    throw new Error(`invalid images: shape [${shape.join(', ')}] (expected those that were explained)`);
  }
  const own = data.slice(index * size, (index + 1) * size);
  const highest = own.reduce((a, b) => Math.max(a, b), -Infinity);
  mask.forEach((mark, pixel) => {
    if (mark === 0 && hideRest) own.fill(0, pixel * channels, (pixel + 1) * channels);
    if (mark !== 0 && isBoth && channels >= 3) own[pixel * channels + (mark < 0 ? 0 : 1)] = highest;
  });
  return { data: own, shape: shape.slice(1) };
}
