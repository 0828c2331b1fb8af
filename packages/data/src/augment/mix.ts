import type { Augmentation, BatchStep, MixableBatch, Random } from './augmentation';
import { drawBeta } from './beta';
import { checkOption, checkProbability, happens } from './check-option';
import { augmentationOf } from './compose';

export interface MixOptions {
  /** The share of the own image is a draw from Beta(alpha, alpha): small stays near 0 or 1. Default 0.2 for `mixup`, 1 (even) for `cutmix`. */
  alpha?: number;
  /** How often it acts, 0..1, each image for itself. Default 1. */
  probability?: number;
}

/**
 * Blends each image with another of its batch, and their labels alike: `share a + (1 - share) b` (Zhang et al. 2018,
 * arXiv:1710.09412). The batch then carries `labelWeights`, and in `labels` the heavier class. A share an image, where
 * the authors' program draws one a batch. An image that meets itself stays as it is.
 *
 * Errors: `alpha` not above 0, `probability` outside 0..1.
 *
 * ```ts
 * const augment = compose(shift(), flip(), mixup({ alpha: 0.2 }));
 * ```
 */
export function mixup({ alpha = 0.2, probability = 1 }: MixOptions = {}): Augmentation {
  return mixing({ name: 'mixup', alpha, probability }, (into, from, _, share) => {
    for (let i = 0; i < into.length; i++) into[i] = share * into[i] + (1 - share) * from[i];
    return share;
  });
}

/**
 * Replaces a rectangle of each image by that of another of its batch, and the label by their shares of the area (Yun et
 * al. 2019, arXiv:1905.04899): the rectangle has the image's proportions, a side of sqrt(1 - share) of it, a centre
 * anywhere, and is cut off at the edge. Labels as with `mixup`.
 *
 * Errors: `alpha` not above 0, `probability` outside 0..1.
 */
export function cutmix({ alpha = 1, probability = 1 }: MixOptions = {}): Augmentation {
  return mixing({ name: 'cutmix', alpha, probability }, (into, from, [, h, w, c], share, random) => {
    const side = Math.sqrt(1 - share);
    const [top, bottom] = span(random, h, side);
    const [left, right] = span(random, w, side);
    for (let y = top; y < bottom; y++) {
      const [start, end] = [(y * w + left) * c, (y * w + right) * c];
      into.set(from.subarray(start, end), start);
    }
    return 1 - ((bottom - top) * (right - left)) / (h * w);
  });
}

/** A stretch of `side` times `length` pixels about a random place, cut off at the ends. */
function span(random: Random, length: number, side: number): [from: number, to: number] {
  const half = Math.floor(length * side) / 2;
  const centre = Math.floor(random() * length);
  return [Math.max(0, Math.ceil(centre - half)), Math.min(length, Math.ceil(centre + half))];
}

/** Puts some of image `from` into image `into`, and gives the share that is left of its own. */
type Mix = (
  into: Float32Array,
  from: Float32Array,
  shape: MixableBatch['shape'],
  share: number,
  random: Random,
) => number;

function mixing(spec: Required<MixOptions> & { name: 'mixup' | 'cutmix' }, mix: Mix): Augmentation {
  const { name, alpha, probability } = spec;
  checkOption(name, { alpha }, { above: 0 });
  checkProbability(name, probability);
  const apply: BatchStep['apply'] = ({ data, shape, labelWeights }, random) => {
    const [n, h, w, c] = shape;
    const size = h * w * c;
    const classes = labelWeights.length / n;
    const images = data.slice();
    const weights = labelWeights.slice();
    const partners = shuffled(n, random);
    for (let i = 0; i < n; i++) {
      if (!happens(random, probability)) continue;
      const drawn = drawBeta(random, alpha);
      const partner = partners[i];
      const into = data.subarray(i * size, (i + 1) * size);
      const share = mix(into, images.subarray(partner * size, (partner + 1) * size), shape, drawn, random);
      for (let k = 0; k < classes; k++)
        labelWeights[i * classes + k] =
          share * weights[i * classes + k] + (1 - share) * weights[partner * classes + k];
    }
  };
  return augmentationOf([{ kind: 'batch', spec, apply }]);
}

function shuffled(n: number, random: Random): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
