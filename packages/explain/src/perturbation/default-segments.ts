import { faceSegments } from '../segments/face-segments';
import type { PlainImage } from '../segments/plain-image';
import { limeQuickshift, quickshift } from '../segments/quickshift';
import type { Segmentation } from '../segments/segmentation';

/** Sides up to which LIME's quickshift finds next to nothing in a grey image. */
const smallSide = 96;

/**
 * The segments of an image where none are given: of grey images up to 96 x 96 `faceSegments`, of others quickshift as LIME
 * calls it.
 */
export function defaultSegments(image: PlainImage): Segmentation {
  const [h, w, channels] = image.shape;
  const isSmall = channels === 1 && h <= smallSide && w <= smallSide;
  return isSmall ? faceSegments(image) : quickshift(image, limeQuickshift);
}

/**
 * A picture as segmenters take it, of what a model takes: values outside of 0..1 are brought there, other numbers of
 * channels than 1 and 3 are averaged.
 */
export function pictureOf(image: PlainImage): PlainImage {
  const channels = image.shape[2];
  const shown = { data: withinOne(image.data), shape: image.shape };
  return channels === 1 || channels === 3 ? shown : averaged(shown);
}

function withinOne(data: Float32Array): Float32Array {
  const low = data.reduce((a, b) => Math.min(a, b), Infinity);
  const high = data.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low >= 0 && high <= 1) return data;
  return data.map((value) => (high > low ? Math.min(1, (value - low) / (high - low)) : 0));
}

function averaged({ data, shape: [h, w, channels] }: PlainImage): PlainImage {
  const means = new Float32Array(h * w);
  data.forEach((value, k) => (means[Math.floor(k / channels)] += value / channels));
  return { data: means.map((mean) => Math.min(1, mean)), shape: [h, w, 1] };
}
