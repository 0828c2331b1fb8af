import { checkNames } from '../common/option-checks';
import { checkAttribution, type MeasuredAttribution } from '../faithfulness/attribution-maps';
import { meanPerClass } from './mean-per-class';

export interface MeanMapPerClassOptions {
  /** The classes' names, in the order of the labels. Required. */
  classes?: readonly string[];
  /**
   * `true`: each map is first divided by the mean size of its values, so that every image counts alike and 1 is a flat map; a map
   * that is zero everywhere is left out. Default `false`: the values as they are, in which a confident image can outweigh many.
   */
  normalize?: boolean;
}

/** The mean map of each class: itself maps, one a class, for `attributionShares` and for figures. */
export interface MeanMaps {
  /** `[classes, h, w]` or `[classes, h, w, c]`; all 0 for a class without images. */
  values: Float32Array;
  shape: number[];
  classes: string[];
  /** How many maps each mean is of. */
  counts: number[];
}

/**
 * The mean map of the images of each class: where the model looks for "happy" in general, if the faces are aligned.
 *
 * `labels` has a class an image: the true ones, or the `targets` of the attribution for the classes explained. Signed values
 * can cancel out: take a method whose values are sizes (`saliency`) or look at one sign at a time.
 * Throws on labels that are no class and on values that are not finite.
 *
 * @example
 * const maps = await saliency(model, images);
 * const { values, shape, counts } = meanMapPerClass(maps, labels, { classes: ['angry', 'happy'], normalize: true });
 */
export function meanMapPerClass(
  attribution: MeasuredAttribution,
  labels: ArrayLike<number>,
  options: MeanMapPerClassOptions = {},
): MeanMaps {
  checkNames(options, ['classes', 'normalize']);
  const { classes = [], normalize = false } = options;
  checkAttribution(attribution);
  const [n, ...place] = attribution.shape;
  const rows = normalize ? normalized(attribution.values, n) : attribution.values;
  const { values, counts } = meanPerClass(rows, labels, { n, classes, empty: 0 });
  return { values, shape: [classes.length, ...place], classes: [...classes], counts };
}

/** Every map divided by the mean size of its values; NaN where that is 0. */
function normalized(values: Float32Array, n: number): Float32Array {
  const size = values.length / n;
  const means = Float64Array.from({ length: n }, (_, image) => {
    const own = values.subarray(image * size, (image + 1) * size);
    return own.reduce((sum, value) => sum + Math.abs(value), 0) / size;
  });
  return values.map((value, i) => value / means[Math.floor(i / size)]);
}
