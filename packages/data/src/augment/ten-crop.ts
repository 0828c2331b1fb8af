export interface Images<T extends Float32Array | Uint8Array> {
  /** `[n, h, w, c]` */
  data: T;
  shape: [n: number, h: number, w: number, c: number];
}

/**
 * Ten views of every image for testing: the four corners and the centre, and the same of the mirror image (Krizhevsky
 * et al. 2012; order as torchvision's `TenCrop`: top left, top right, bottom left, bottom right, centre, then those of
 * the mirror image). Predict them all and take `meanOfViews` of the answers.
 *
 * @returns `[10 n, size, size, c]`, the views of an image in a row.
 *
 * Errors: a size that is larger than the images or no whole number.
 *
 * ```ts
 * const views = tenCrop({ data, shape: [n, 48, 48, 1] }, { size: 40 });
 * const { probabilities } = meanOfViews(await predict(model, views));
 * ```
 */
export function tenCrop<T extends Float32Array | Uint8Array>(
  { data, shape: [n, h, w, c] }: Images<T>,
  { size }: { size: number },
): Images<T> {
  if (!Number.isInteger(size) || size < 1 || size > Math.min(h, w))
    throw new RangeError(`invalid size of tenCrop: ${size} (expected an integer 1..${Math.min(h, w)})`);
  const [bottom, right] = [h - size, w - size];
  const [middleY, middleX] = [Math.floor(bottom / 2), Math.floor(right / 2)];
  const places = [
    [0, 0],
    [0, right],
    [bottom, 0],
    [bottom, right],
    [middleY, middleX],
  ];
  const out = new (data.constructor as new (length: number) => T)(n * VIEWS * size * size * c);
  let to = 0;
  for (let image = 0; image < n; image++)
    for (const mirrored of [false, true])
      for (const [top, left] of places)
        for (let y = top; y < top + size; y++)
          for (let x = left; x < left + size; x++, to += c) {
            const from = ((image * h + y) * w + (mirrored ? w - 1 - x : x)) * c;
            for (let k = 0; k < c; k++) out[to + k] = data[from + k];
          }
  return { data: out, shape: [n * VIEWS, size, size, c] };
}

const VIEWS = 10;

/**
 * The mean of the answers to several views of each image, and its heaviest class.
 *
 * @param prediction `[views n, classes]`, the views of an image in a row.
 * @returns `[n, classes]`
 *
 * Errors: a number of rows that is no multiple of `views`.
 */
export function meanOfViews(
  { probabilities, shape: [rows, classes] }: { probabilities: Float32Array; shape: [number, number] },
  { views = VIEWS }: { views?: number } = {},
): { probabilities: Float32Array; shape: [n: number, classes: number]; labels: Uint8Array } {
  const n = rows / views;
  if (!Number.isInteger(n))
    throw new RangeError(`invalid prediction: ${rows} rows (expected a multiple of ${views} views)`);
  const mean = new Float32Array(n * classes);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < classes; k++) {
      let sum = 0;
      for (let view = 0; view < views; view++) sum += probabilities[(i * views + view) * classes + k];
      mean[i * classes + k] = sum / views;
      if (mean[i * classes + k] > mean[i * classes + labels[i]]) labels[i] = k;
    }
  }
  return { probabilities: mean, shape: [n, classes], labels };
}
