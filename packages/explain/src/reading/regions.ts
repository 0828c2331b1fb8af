import { checkFiniteShape } from './check-plain';

/** Named regions of images: which region each pixel belongs to. Of a face, of a drawing's label map, of anything. */
export interface Regions {
  /** `[h, w]` for all images or `[n, h, w]` one an image, row-major: an index into `names`. */
  labels: Int32Array | Uint8Array;
  shape: readonly number[];
  /** What the regions are called, in the order of the labels. */
  names: readonly string[];
}

/** The regions of `n` images of `[h, w]`, checked. */
export interface ReadRegions {
  names: readonly string[];
  labelsOf: (image: number) => Int32Array | Uint8Array;
}

/** Throws unless the regions are for `n` images of `[h, w]` and every label has a name. */
export function readRegions(regions: Regions, [n, h, w]: readonly number[]): ReadRegions {
  const { labels, shape, names } = (regions ?? {}) as Partial<Regions>;
  if (!labels || !shape || !names || names.length === 0) {
    throw new Error(
      `invalid regions: ${regions ? 'an object without them' : String(regions)} (expected { labels, shape: [h, w] or [n, h, w], names })`,
    );
  }
  checkFiniteShape('regions', labels, shape);
  const own = shape.length === 2 ? [1, ...shape] : shape;
  const [maps, height, width] = own;
  if (own.length !== 3 || (maps !== n && maps !== 1)) {
    throw new Error(
      `invalid regions: shape [${shape.join(', ')}] (expected [${h}, ${w}] or [${n}, ${h}, ${w}])`,
    );
  }
  if (height !== h || width !== w) {
    throw new Error(
      `invalid attribution: maps of ${h} x ${w} (expected ${height} x ${width}, as the regions are: upsampleMap makes them that size)`,
    );
  }
  const wrong = labels.find((label) => label < 0 || label >= names.length);
  if (wrong !== undefined) {
    throw new Error(`invalid regions: label ${wrong} (expected 0..${names.length - 1}, one a name)`);
  }
  const size = h * w;
  const labelsOf = (image: number) => {
    const start = maps === 1 ? 0 : image * size;
    return labels.subarray(start, start + size);
  };
  return { names, labelsOf };
}
