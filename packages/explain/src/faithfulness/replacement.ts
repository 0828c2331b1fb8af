import { rowSize, type Images, type PlainBatch } from '../common/images';
import { readBaseline } from '../gradient/baseline';
import { gaussianBlur } from './gaussian-blur';
import type { MetricSubject } from './metric-subject';

/**
 * What takes the place of pixels: a number, images (one for all, or one each), `'minimum'` (of each image, over all
 * channels) or `'mean'` (of each image and channel), or `{ blur }`, the image blurred with a standard deviation in pixels.
 */
export type Replacement = number | Images | 'minimum' | 'mean' | { blur: number };

/** The replacement of the first input of every image. */
export async function readReplacement(
  replacement: Replacement,
  { inputs: [images], subject }: MetricSubject,
): Promise<PlainBatch> {
  if (replacement === 'minimum') return eachImage(images, (row) => row.fill(minimum(row)));
  if (replacement === 'mean') {
    const channels = images.shape.length > 2 ? images.shape.at(-1)! : 1;
    return eachImage(images, (row) => fillMeans(row, channels));
  }
  if (typeof replacement === 'string') {
    throw new Error(
      `invalid baseline: '${String(replacement)}' (expected a number, images, 'minimum', 'mean' or { blur: pixels })`,
    );
  }
  if (typeof replacement === 'object' && replacement !== null && 'blur' in replacement) {
    const { blur } = replacement;
    if (typeof blur !== 'number' || !(blur > 0 && blur < Infinity)) {
      throw new Error(
        `invalid blur: ${JSON.stringify(blur)} (expected a standard deviation in pixels above 0)`,
      );
    }
    if (images.shape.length !== 4) {
      throw new Error(
        `invalid baseline: { blur } of [${images.shape.join(', ')}] (expected images [n, h, w, c])`,
      );
    }
    return gaussianBlur(images, blur);
  }
  const [first] = await readBaseline(replacement, [images], [subject.inputs[0]]);
  return first;
}

function eachImage(images: PlainBatch, fill: (row: Float32Array) => void): PlainBatch {
  const data = images.data.slice();
  const size = rowSize(images.shape);
  for (let start = 0; start < data.length; start += size) fill(data.subarray(start, start + size));
  return { data, shape: images.shape };
}

const minimum = (row: Float32Array) => row.reduce((a, b) => Math.min(a, b));

function fillMeans(row: Float32Array, channels: number): void {
  for (let k = 0; k < channels; k++) {
    let sum = 0;
    for (let i = k; i < row.length; i += channels) sum += row[i];
    for (let i = k; i < row.length; i += channels) row[i] = (sum * channels) / row.length;
  }
}
