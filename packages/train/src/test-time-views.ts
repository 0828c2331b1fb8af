import type { Batch, BatchSource } from './batch';

/**
 * Test-time augmentation: which views of an image a model sees, whose probabilities are averaged. Plain JSON.
 *
 * - `'flip'`: the image and its mirror image.
 * - `{ crop: 'tenCrop', size }`: the four corners and the centre, `size` x `size` pixels, and their mirror images
 *   (Krizhevsky et al. 2012); `'fiveCrop'` without the mirror images; `'centerCrop'` the centre alone. Studies of FER2013
 *   take 40 or 44 of 48 pixels, the size that their nets were trained on.
 *
 * A crop whose size is not that of the model's input is resized to it, bilinearly with half-pixel centres.
 */
export type TestTimeViews = 'flip' | { crop: 'tenCrop' | 'fiveCrop' | 'centerCrop'; size: number };

/** Throws unless `views` is one of the values that `TestTimeViews` describes. */
export function checkTestTimeViews(views: unknown): asserts views is TestTimeViews {
  if (views === 'flip') return;
  const { crop, size } = (typeof views === 'object' && views !== null ? views : {}) as Record<
    string,
    unknown
  >;
  if (typeof crop !== 'string' || !Object.hasOwn(CORNERS, crop))
    throw new Error(
      `invalid views: ${JSON.stringify(views)} (expected 'flip' or { crop: 'tenCrop' | 'fiveCrop' | 'centerCrop', size })`,
    );
  if (!Number.isInteger(size) || (size as number) < 1)
    throw new Error(`invalid size of ${crop}: ${String(size)} (expected an integer >= 1)`);
}

/** Where a crop begins, in shares of the room that it leaves: `[down, right]`. */
const CENTRE = [[0.5, 0.5]];
const FIVE = [[0, 0], [0, 1], [1, 0], [1, 1], ...CENTRE];
const CORNERS: Record<string, number[][]> = { tenCrop: FIVE, fiveCrop: FIVE, centerCrop: CENTRE };

/** How many views of each image there are. */
export function countViews(views: TestTimeViews | undefined): number {
  if (views === undefined) return 1;
  if (views === 'flip') return 2;
  return CORNERS[views.crop].length * (views.crop === 'tenCrop' ? 2 : 1);
}

/**
 * A source that gives each batch of another once a view, one after another.
 *
 * @param input the model's `[h, w]`, to which crops are resized; null where it takes any.
 */
export function viewedSource(
  source: BatchSource,
  views: TestTimeViews,
  input: readonly (number | null)[],
): BatchSource {
  return {
    ...source,
    size: source.size * countViews(views),
    async *batches(pass) {
      for await (const batch of source.batches(pass)) yield* viewsOf(batch, views, input);
    },
  };
}

function* viewsOf(batch: Batch, views: TestTimeViews, input: readonly (number | null)[]): Generator<Batch> {
  if (views === 'flip') {
    yield batch;
    yield mirrored(batch);
    return;
  }
  const { crop, size } = views;
  const [, h, w, c] = batch.shape;
  if (size > Math.min(h, w))
    throw new Error(
      `invalid size of ${crop}: ${size} (expected 1..${Math.min(h, w)} for images of [${h}, ${w}, ${c}])`,
    );
  const crops = CORNERS[crop].map(([down, right]) => {
    const part = cropped(batch, Math.floor(down * (h - size)), Math.floor(right * (w - size)), size);
    return resized(part, input[0] ?? size, input[1] ?? size);
  });
  yield* crops;
  if (crop === 'tenCrop') for (const part of crops) yield mirrored(part);
}

/** A batch of other pixels: `pixel` copies or computes the channels at `[y, x]` of image i into `out`, from `at` on. */
function remade(
  batch: Batch,
  h: number,
  w: number,
  pixel: (out: Float32Array, at: number, image: number, y: number, x: number) => void,
): Batch {
  const [n, , , c] = batch.shape;
  const data = new Float32Array(n * h * w * c);
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let y = 0; y < h; y++) for (let x = 0; x < w; x++, at += c) pixel(data, at, i, y, x);
  return { ...batch, data, shape: [n, h, w, c] };
}

function mirrored(batch: Batch): Batch {
  const [, h, w, c] = batch.shape;
  return remade(batch, h, w, (out, at, i, y, x) => {
    const from = ((i * h + y) * w + w - 1 - x) * c;
    for (let k = 0; k < c; k++) out[at + k] = batch.data[from + k];
  });
}

function cropped(batch: Batch, top: number, left: number, size: number): Batch {
  const [, h, w, c] = batch.shape;
  return remade(batch, size, size, (out, at, i, y, x) => {
    const from = ((i * h + top + y) * w + left + x) * c;
    for (let k = 0; k < c; k++) out[at + k] = batch.data[from + k];
  });
}

/** Bilinear, half-pixel centres, the border repeated. */
function resized(batch: Batch, height: number, width: number): Batch {
  const [, h, w, c] = batch.shape;
  if (h === height && w === width) return batch;
  const rows = Array.from({ length: height }, (_, y) => between(y, height, h));
  const columns = Array.from({ length: width }, (_, x) => between(x, width, w));
  return remade(batch, height, width, (out, at, i, y, x) => {
    const [top, bottom, down] = rows[y];
    const [left, right, across] = columns[x];
    const value = (row: number, column: number, k: number) =>
      batch.data[((i * h + row) * w + column) * c + k];
    for (let k = 0; k < c; k++) {
      const above = value(top, left, k) * (1 - across) + value(top, right, k) * across;
      const below = value(bottom, left, k) * (1 - across) + value(bottom, right, k) * across;
      out[at + k] = above * (1 - down) + below * down;
    }
  });
}

/** The two source positions that a target position lies between, and how far it is towards the second. */
function between(position: number, length: number, from: number): [number, number, number] {
  const place = Math.min(Math.max(((position + 0.5) * from) / length - 0.5, 0), from - 1);
  const first = Math.floor(place);
  return [first, Math.min(first + 1, from - 1), place - first];
}
