import type { SegmentProducts } from './segment-products';

/**
 * How far a perturbed image is from the image. `'cosine'` and `'euclidean'`: of the mask to that which shows all (what
 * the original LIME for images does); `'imageCosine'` and `'imageEuclidean'`: of the perturbed pixels to the image's
 * (Captum); or a function of the mask.
 */
export type Distance =
  'cosine' | 'euclidean' | 'imageCosine' | 'imageEuclidean' | ((mask: Uint8Array) => number);

type NamedDistance = Extract<Distance, string>;

const distances: Record<NamedDistance, (mask: Uint8Array, products: SegmentProducts) => number> = {
  // The mask and a row of ones: 1 - k / (sqrt(k) sqrt(p)); a mask that shows nothing has no direction: 1.
  cosine: (mask) => 1 - Math.sqrt(shown(mask) / mask.length),
  euclidean: (mask) => Math.sqrt(mask.length - shown(mask)),
  imageCosine(mask, { xx, xh, hh }) {
    let [self, other, cross] = [0, 0, 0];
    for (let j = 0; j < mask.length; j++) {
      self += xx[j];
      other += mask[j] ? xx[j] : hh[j];
      cross += mask[j] ? xx[j] : xh[j];
    }
    // Torch's cosine similarity: no norm is taken to be less than 1e-8.
    return 1 - cross / (Math.max(1e-8, Math.sqrt(self)) * Math.max(1e-8, Math.sqrt(other)));
  },
  imageEuclidean(mask, { xx, xh, hh }) {
    let square = 0;
    for (let j = 0; j < mask.length; j++) if (!mask[j]) square += xx[j] - 2 * xh[j] + hh[j];
    return Math.sqrt(Math.max(0, square));
  },
};

/** The distance as a function; throws on an unknown name. */
export function readDistance(distance: Distance): (mask: Uint8Array, products: SegmentProducts) => number {
  const named: unknown = typeof distance === 'function' ? distance : distances[distance];
  if (typeof named === 'function') return named as (mask: Uint8Array, products: SegmentProducts) => number;
  throw new Error(
    `invalid distance: '${String(distance)}' (expected ${Object.keys(distances).join(', ')} or a function)`,
  );
}

/** Weight of a sample from its distance and the kernel's width. */
export type Kernel = 'exponential' | ((distance: number, width: number) => number);

/** `sqrt(exp(-d^2 / width^2))`, that is `exp(-d^2 / (2 width^2))`. */
const exponential = (distance: number, width: number) => Math.exp(-(distance ** 2) / (2 * width ** 2));

/** The kernel as a function of the distance; throws on an unknown name or a width that is none. */
export function readKernel(kernel: Kernel, width: number): (distance: number) => number {
  if (kernel !== 'exponential' && typeof kernel !== 'function') {
    throw new Error(`invalid kernel: '${String(kernel)}' (expected 'exponential' or a function)`);
  }
  if (!(width > 0)) throw new Error(`invalid kernelWidth: ${width} (expected more than 0)`);
  const weigh = kernel === 'exponential' ? exponential : kernel;
  return (distance) => {
    const weight = weigh(distance, width);
    if (Number.isFinite(weight) && weight >= 0) return weight;
    throw new Error(`the kernel returned ${weight} for distance ${distance} (expected a number from 0)`);
  };
}

const shown = (mask: Uint8Array) => mask.reduce((sum, bit) => sum + bit, 0);
