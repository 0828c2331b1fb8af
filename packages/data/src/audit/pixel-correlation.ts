import type { LabelledImages } from '../labelled-images';

/**
 * Pearson's correlation of the values of two images, by row: -1..1, NaN where an image has only one value.
 *
 * `r = (n Sxy - Sx Sy) / sqrt((n Sxx - Sx^2) (n Syy - Sy^2))`, all sums whole numbers.
 */
export function pixelCorrelation({ images, shape: [, h, w, c] }: LabelledImages) {
  const size = h * w * c;
  const moments = new Map<number, { sum: number; spread: number }>();
  const momentsOf = (row: number) => {
    let known = moments.get(row);
    if (!known) {
      let [sum, squares] = [0, 0];
      for (let at = row * size; at < (row + 1) * size; at++) {
        sum += images[at];
        squares += images[at] * images[at];
      }
      moments.set(row, (known = { sum, spread: size * squares - sum * sum }));
    }
    return known;
  };
  return (i: number, j: number): number => {
    const [x, y] = [momentsOf(i), momentsOf(j)];
    let products = 0;
    for (let k = 0; k < size; k++) products += images[i * size + k] * images[j * size + k];
    return (size * products - x.sum * y.sum) / Math.sqrt(x.spread * y.spread);
  };
}
