import type { Affine } from './affine';
import type { Augmentation } from './augmentation';
import { checkPixels } from './check-option';
import { geometric, type GeometricOptions } from './geometric';

export interface RandomCropOptions extends GeometricOptions {
  /** Pixels added on every side before cutting; the border says with what. Default 4 without `size`, else 0. */
  padding?: number;
  /** Side of the square cut out. Default: the image's own height and width. */
  size?: number;
}

/**
 * Cuts a window out of the padded image, at any whole pixel with equal probability. Padding 4 and border `'zeros'` is
 * the usual augmentation of CIFAR (He et al. 2015, arXiv:1512.03385); size 40 of 48 that of Khaireddin and Chen's
 * FER2013 nets (arXiv:2105.03588), tested with `tenCrop`.
 *
 * Errors: a size larger than the padded image, numbers of pixels that are not whole.
 *
 * ```ts
 * const augment = randomCrop({ padding: 4, border: 'zeros' });
 * ```
 */
export function randomCrop({
  size,
  padding = size === undefined ? 4 : 0,
  probability = 1,
  border,
}: RandomCropOptions = {}): Augmentation {
  checkPixels('randomCrop', { padding }, 0);
  if (size !== undefined) {
    checkPixels('randomCrop', { size }, 1);
    if (probability !== 1)
      throw new RangeError(
        `invalid probability of randomCrop: ${probability} (expected 1 with size: every image must get it)`,
      );
  }
  const spec = { name: 'randomCrop' as const, padding, ...(size !== undefined && { size }) };
  return geometric(
    { ...spec, probability, border },
    (random, [h, w]) => {
      const [height, width] = [size ?? h, size ?? w];
      const free = [h + 2 * padding - height, w + 2 * padding - width];
      checkFits('randomCrop', height, Math.min(h, w) + 2 * padding);
      const top = Math.floor(random() * (free[0] + 1)) - padding;
      const left = Math.floor(random() * (free[1] + 1)) - padding;
      return window([top, left], [height, width], [h, w]);
    },
    size === undefined ? undefined : [size, size],
  );
}

/**
 * Cuts the middle out, the same for every image: what `randomCrop({ size })` is tested with, on one view.
 *
 * Errors: a size that is larger than the image or no whole number of pixels.
 */
export function centerCrop({ size }: { size: number }): Augmentation {
  checkPixels('centerCrop', { size }, 1);
  return geometric(
    { name: 'centerCrop', size },
    (_, [h, w]) => {
      checkFits('centerCrop', size, Math.min(h, w));
      return window([Math.floor((h - size) / 2), Math.floor((w - size) / 2)], [size, size], [h, w]);
    },
    [size, size],
  );
}

/** The map of a window whose top left pixel is `[top, left]`, between the two centres. */
function window(
  [top, left]: readonly number[],
  [height, width]: readonly number[],
  [h, w]: readonly number[],
): Affine {
  return [1, 0, left + (width - w) / 2, 0, 1, top + (height - h) / 2];
}

function checkFits(name: string, size: number, most: number): void {
  if (size > most)
    throw new RangeError(`invalid size of ${name}: ${size} (expected ${most} or less for these images)`);
}
