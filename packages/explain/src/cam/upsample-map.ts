export interface UpsampleOptions {
  /** `'bilinear'` (default), `'bicubic'`, which goes beyond the map's own values at edges, or `'nearest'`. */
  interpolation?: 'bilinear' | 'bicubic' | 'nearest';
}

/**
 * Resizes maps to the size of the image: an attribution `[n, h, w]` or `[n, h, w, c]` becomes `[n, H, W(, c)]`.
 *
 * Pixels are squares with their value in the middle (half-pixel centres): target pixel `i` reads the source at
 * `(i + 0.5) * h / H - 0.5`, beyond the edges the outermost pixel, as OpenCV's INTER_LINEAR and torch's `align_corners=False`
 * do; bicubic as torch, with `a = -0.75`. Nearest takes pixel `floor(i h / H)`, as torch's and Captum's `'nearest'`.
 * Everything but values and shape is kept. Plain arithmetic, any backend.
 * Throws when the map has another rank or a size is no whole number from 1.
 *
 * @example
 * const overlay = upsampleMap(await gradCam(model, images), [48, 48], { interpolation: 'bilinear' });
 */
export function upsampleMap<T extends { values: Float32Array; shape: readonly number[] }>(
  attribution: T,
  size: readonly [height: number, width: number],
  { interpolation = 'bilinear' }: UpsampleOptions = {},
): Omit<T, 'values' | 'shape'> & { values: Float32Array; shape: number[] } {
  const { values, shape } = attribution;
  if (shape.length !== 3 && shape.length !== 4) {
    throw new Error(`invalid map: shape [${shape.join(', ')}] (expected [n, h, w] or [n, h, w, c])`);
  }
  if (!Array.isArray(size) || size.length !== 2) {
    throw new Error(`invalid size: ${JSON.stringify(size)} (expected [height, width])`);
  }
  const [height, width] = size as readonly [number, number];
  for (const length of size as readonly number[]) {
    if (!Number.isInteger(length) || length < 1)
      throw new Error(`invalid size: ${length} (expected a whole number from 1)`);
  }
  if (!Object.hasOwn(tapsOf, interpolation)) {
    const names = Object.keys(tapsOf).map((name) => `'${name}'`);
    throw new Error(`invalid interpolation: ${String(interpolation)} (expected ${names.join(' or ')})`);
  }
  const [n, h, w, c = 1] = shape;
  const rows = sampling(h, height, interpolation);
  const columns = sampling(w, width, interpolation);
  const out = new Float32Array(n * height * width * c);
  let i = 0;
  for (let image = 0; image < n; image++) {
    for (const row of rows) {
      for (const column of columns) {
        for (let k = 0; k < c; k++) {
          let value = 0;
          for (const [y, down] of row) {
            for (const [x, right] of column)
              value += down * right * values[((image * h + y) * w + x) * c + k];
          }
          out[i++] = value;
        }
      }
    }
  }
  return { ...attribution, values: out, shape: [n, height, width, ...shape.slice(3)] };
}

/** A source position and its weight. */
type Tap = [position: number, weight: number];

/** What target position `i` is made of, when `from` positions become `to`; positions may lie beyond the edge. */
const tapsOf: Record<
  NonNullable<UpsampleOptions['interpolation']>,
  (i: number, from: number, to: number) => Tap[]
> = {
  bilinear(i, from, to) {
    const [low, part] = sourceOf(i, from, to);
    return part === 0
      ? [[low, 1]]
      : [
          [low, 1 - part],
          [low + 1, part],
        ];
  },
  bicubic(i, from, to) {
    const [low, part] = sourceOf(i, from, to);
    return [-1, 0, 1, 2].map((step): Tap => [low + step, cubic(Math.abs(part - step))]);
  },
  nearest: (i, from, to) => [[Math.floor((i * from) / to), 1]],
};

function sampling(from: number, to: number, interpolation: keyof typeof tapsOf): Tap[][] {
  return Array.from({ length: to }, (_, i) =>
    tapsOf[interpolation](i, from, to).map(([position, weight]): Tap => [clamped(position, from), weight]),
  );
}

const clamped = (position: number, size: number) => Math.min(size - 1, Math.max(0, position));

/** The source position at or before the middle of target pixel `i`, and how far that lies towards the next. */
function sourceOf(i: number, from: number, to: number): [low: number, part: number] {
  const source = ((i + 0.5) * from) / to - 0.5;
  const low = Math.floor(source);
  return [low, source - low];
}

/** Keys' cubic convolution with `a = -0.75`, for a distance of 0..2. */
function cubic(d: number): number {
  const a = -0.75;
  return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : ((d - 5) * d + 8) * d * a - 4 * a;
}
