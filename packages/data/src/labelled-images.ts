/** A labelled image set: a plain object of typed arrays, which crosses workers and serialises as it is. */
export interface LabelledImages {
  /** Pixels `[n, h, w, c]` row-major, 0..255. */
  images: Uint8Array;
  shape: [n: number, h: number, w: number, c: number];
  /** `[n]` indices into `classes`. */
  labels?: Uint8Array;
  /** `[n, classes]` soft labels, for instance the share of the votes that each class got. */
  labelWeights?: Float32Array;
  /** `[n]` the part of the set that each image belongs to, spelled as in its file (`Training`, `PublicTest`). */
  splits?: string[];
  /** `[n]` a name for each image. */
  ids?: string[];
  /** Class names in the order of the labels. */
  classes: string[];
}

/** Throws a `RangeError` that names the first array whose length does not fit the shape. */
export function assertConsistent(ds: LabelledImages): void {
  const [n, h, w, c] = ds.shape;
  const expect = (name: string, actual: number | undefined, expected: number) => {
    if (actual !== undefined && actual !== expected)
      throw new RangeError(
        `invalid ${name}: length ${actual} (expected ${expected} for shape [${ds.shape.join(', ')}])`,
      );
  };
  expect('shape', ds.shape.length, 4);
  expect('images', ds.images.length, n * h * w * c);
  expect('labels', ds.labels?.length, n);
  expect('labelWeights', ds.labelWeights?.length, n * ds.classes.length);
  expect('splits', ds.splits?.length, n);
  expect('ids', ds.ids?.length, n);
}
