import { assertConsistent, type LabelledImages } from '../labelled-images';

/**
 * The images at `indices`, copied, in that order; an index may repeat. The result shares no memory with `ds`
 * except the class names.
 *
 * ```ts
 * const firstTwo = select(ds, [0, 1]);
 * ```
 */
export function select(ds: LabelledImages, indices: ArrayLike<number>): LabelledImages {
  assertConsistent(ds);
  const [n, h, w, c] = ds.shape;
  const rows = Array.from(indices);
  for (const i of rows)
    if (!Number.isInteger(i) || i < 0 || i >= n)
      throw new RangeError(`invalid index: ${i} (expected an integer 0..${n - 1})`);
  const take = <T extends Uint8Array | Float32Array>(from: T, to: T, width: number): T => {
    rows.forEach((row, at) => to.set(from.subarray(row * width, (row + 1) * width), at * width));
    return to;
  };
  const { images, labels, labelWeights, splits, ids, classes } = ds;
  const size = h * w * c;
  return {
    images: take(images, new Uint8Array(rows.length * size), size),
    shape: [rows.length, h, w, c],
    ...(labels && { labels: take(labels, new Uint8Array(rows.length), 1) }),
    ...(labelWeights && {
      labelWeights: take(labelWeights, new Float32Array(rows.length * classes.length), classes.length),
    }),
    ...(splits && { splits: rows.map((i) => splits[i]) }),
    ...(ids && { ids: rows.map((i) => ids[i]) }),
    classes,
  };
}
