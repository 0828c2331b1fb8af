import { rowSize, type PlainBatch } from '../common/images';
import type { Prepared } from '../common/prepare';
import type { Segmentation } from '../segments/segmentation';
import { imageInputs } from './image-inputs';
import type { Hidden } from './masked-rows';

/** What fills hidden segments: `'mean'` (or null) each segment's own mean colour, or a number, or one a channel. */
export type HideColor = 'mean' | null | number | readonly number[];

/** The picture of what is hidden, for every image. */
export function hiddenPictures(
  hideColor: HideColor,
  prepared: Prepared,
  segments: readonly Segmentation[],
): Hidden {
  if (hideColor === 0) return 0;
  const { isImage } = imageInputs(prepared);
  return prepared.inputs.map((input, i) => {
    if (!isImage[i]) return input;
    if (hideColor === null || hideColor === 'mean') return segmentMeans(input, segments);
    return ofOneColor(input, hideColor);
  });
}

function ofOneColor({ data, shape }: PlainBatch, color: number | readonly number[]): PlainBatch {
  const channels = shape[3];
  const colors: readonly number[] =
    typeof color === 'number' ? new Array<number>(channels).fill(color) : color;
  const isRight = colors?.length === channels && colors.every((value) => Number.isFinite(value));
  if (!isRight) {
    const expected = `'mean', a number${channels === 1 ? '' : ` or ${channels}, one a channel`}`;
    throw new Error(`invalid hideColor: ${String(color)} (expected ${expected})`);
  }
  return { data: data.map((_, k) => colors[k % channels]), shape };
}

function segmentMeans({ data, shape }: PlainBatch, segments: readonly Segmentation[]): PlainBatch {
  const channels = shape[3];
  const filled = new Float32Array(data.length);
  for (const [image, { labels, count }] of segments.entries()) {
    const start = image * rowSize(shape);
    const sums = new Float64Array(count * channels);
    const sizes = new Float64Array(count);
    labels.forEach((label, pixel) => {
      sizes[label]++;
      for (let c = 0; c < channels; c++) sums[label * channels + c] += data[start + pixel * channels + c];
    });
    labels.forEach((label, pixel) => {
      for (let c = 0; c < channels; c++) {
        filled[start + pixel * channels + c] = sums[label * channels + c] / sizes[label];
      }
    });
  }
  return { data: filled, shape };
}
