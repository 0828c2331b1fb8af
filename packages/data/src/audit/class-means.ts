import { assertConsistent, type LabelledImages } from '../labelled-images';
import { hardLabels } from '../hard-labels';

/** The mean image of each class; plain data. */
export interface ClassMeans {
  /** `[classes, h, w, c]` float32, 0..1; a class without images is all 0. */
  data: Float32Array;
  shape: [classes: number, h: number, w: number, c: number];
  /** Images a class. */
  counts: number[];
}

/**
 * The mean image of each class: what its images have in common, and whether they are aligned.
 *
 * Labels that are no class of the set are passed over.
 *
 * @throws when the set has neither labels nor soft labels.
 */
export function classMeans(ds: LabelledImages): ClassMeans {
  assertConsistent(ds);
  const [n, h, w, c] = ds.shape;
  const size = h * w * c;
  const k = ds.classes.length;
  const labels = hardLabels(ds);
  const counts = new Array<number>(k).fill(0);
  const sums = new Float64Array(k * size);
  for (let row = 0; row < n; row++) {
    const label = labels[row];
    if (label >= k) continue;
    counts[label]++;
    for (let i = 0; i < size; i++) sums[label * size + i] += ds.images[row * size + i];
  }
  const data = Float32Array.from(sums, (sum, i) => sum / (255 * (counts[Math.floor(i / size)] || 1)));
  return { data, shape: [k, h, w, c], counts };
}
