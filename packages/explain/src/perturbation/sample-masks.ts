import { seededRandom } from '../common/random';

/** Rows of 0 and 1, one number a segment; 1 shows the segment, 0 hides it. */
export interface SampleMasks {
  /** `[samples, segments]`, row-major. */
  data: ArrayLike<number>;
  shape: readonly [samples: number, segments: number] | readonly number[];
}

/** Checked masks as bytes. */
export interface MaskTable {
  data: Uint8Array;
  rows: number;
  segments: number;
}

/** Masks that were given, for images of that many segments. */
export function readMasks({ data, shape }: SampleMasks, segments: number): MaskTable {
  const [rows, columns] = shape ?? [];
  if (shape?.length !== 2 || columns !== segments || !(rows > 0) || data?.length !== rows * columns) {
    throw new Error(
      `invalid masks: ${data?.length} numbers of shape [${String(shape?.join(', '))}] (expected [samples, ${segments}]: one number a segment)`,
    );
  }
  const wrong = Array.from(data).find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined) throw new Error(`invalid masks: ${wrong} (expected 0 and 1)`);
  return { data: Uint8Array.from(data), rows, segments };
}

/** Checks a number of samples. */
export function checkSamples(samples: number, least = 1): number {
  if (Number.isInteger(samples) && samples >= least) return samples;
  throw new Error(`invalid samples: ${samples} (expected a whole number from ${least})`);
}

/**
 * Every segment shown or hidden with even chance; the first row shows all. A row depends on the seed and its number alone,
 * so it is the same for every image and does not change when there are more of them.
 */
export function evenMasks(rows: number, segments: number, seed: number): MaskTable {
  const data = new Uint8Array(rows * segments).fill(1);
  for (let row = 1; row < rows; row++) {
    const random = seededRandom(seed, row);
    for (let j = 0; j < segments; j++) data[row * segments + j] = random() < 0.5 ? 0 : 1;
  }
  return { data, rows, segments };
}

/** Some rows of a table, as the device wants them. */
export function maskRows({ data, segments }: MaskTable, start: number, size: number): Float32Array {
  return Float32Array.from(data.subarray(start * segments, (start + size) * segments));
}
