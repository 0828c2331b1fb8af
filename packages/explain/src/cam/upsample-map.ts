export interface UpsampleOptions {
  /** `'bilinear'` (default) or `'nearest'`. */
  interpolation?: 'bilinear' | 'nearest';
}

/**
 * Resizes maps to the size of the image: an attribution `[n, h, w]` or `[n, h, w, c]` becomes `[n, H, W(, c)]`.
 *
 * Pixels are squares with their value in the middle (half-pixel centres): target pixel `i` reads the source at
 * `(i + 0.5) * h / H - 0.5`, clamped at the edges, as OpenCV's INTER_LINEAR and torch's `align_corners=False` do.
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
  if (interpolation !== 'bilinear' && interpolation !== 'nearest') {
    throw new Error(`invalid interpolation: ${String(interpolation)} (expected 'bilinear' or 'nearest')`);
  }
  const [n, h, w, c = 1] = shape;
  const rows = sampling(h, height, interpolation);
  const columns = sampling(w, width, interpolation);
  const out = new Float32Array(n * height * width * c);
  let i = 0;
  for (let image = 0; image < n; image++) {
    for (const row of rows) {
      const low = (image * h + row.low) * w;
      const high = (image * h + row.high) * w;
      for (const column of columns) {
        for (let k = 0; k < c; k++) {
          const at = (line: number, x: number) => values[(line + x) * c + k];
          const top = mix(at(low, column.low), at(low, column.high), column.part);
          const bottom = mix(at(high, column.low), at(high, column.high), column.part);
          out[i++] = mix(top, bottom, row.part);
        }
      }
    }
  }
  return { ...attribution, values: out, shape: [n, height, width, ...shape.slice(3)] };
}

const mix = (a: number, b: number, part: number) => a + (b - a) * part;

/** For each target position the two source positions it lies between, and how far it is towards the second. */
function sampling(from: number, to: number, interpolation: 'bilinear' | 'nearest') {
  return Array.from({ length: to }, (_, i) => {
    if (interpolation === 'nearest') {
      const nearest = Math.min(from - 1, Math.floor(((i + 0.5) * from) / to));
      return { low: nearest, high: nearest, part: 0 };
    }
    const source = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const low = Math.floor(source);
    return { low, high: Math.min(from - 1, low + 1), part: source - low };
  });
}
