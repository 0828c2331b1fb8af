import { assertConsistent, type LabelledImages } from '../labelled-images';

/** Rows of the images whose brightest and darkest value differ by at most `range` of 255, ascending. */
export function blankImages(ds: LabelledImages, range: number): number[] {
  assertConsistent(ds);
  const [n, h, w, c] = ds.shape;
  const size = h * w * c;
  const blank: number[] = [];
  for (let row = 0; row < n; row++) {
    let [low, high] = [255, 0];
    for (let at = row * size; at < (row + 1) * size && high - low <= range; at++) {
      if (ds.images[at] < low) low = ds.images[at];
      if (ds.images[at] > high) high = ds.images[at];
    }
    if (high - low <= range) blank.push(row);
  }
  return blank;
}
