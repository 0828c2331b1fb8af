import type { Segmentation } from './segmentation';

/**
 * Segments that a user gave for images of `[h, w]`, checked: a {@link Segmentation}, or its labels alone.
 *
 * Throws when they are for another size, or the labels are not the numbers `0..count - 1`, each of them used.
 */
export function checkSegmentation(
  segments: Segmentation | Int32Array,
  [h, w]: readonly [h: number, w: number],
): Segmentation {
  const { labels, shape = [h, w], count } = read(segments);
  if (shape.length !== 2 || shape[0] !== h || shape[1] !== w)
    throw new Error(`invalid segments: shape [${shape.join(', ')}] (expected [${h}, ${w}], the image's)`);
  if (labels.length !== h * w)
    throw new Error(`invalid segments: ${labels.length} labels (expected ${h * w}, for [${h}, ${w}])`);
  const largest = labels.reduce((most, label) => Math.max(most, label), 0);
  if (count !== undefined && count !== largest + 1)
    throw new Error(
      `invalid segments: count ${count} (expected ${largest + 1}, as the largest label is ${largest})`,
    );
  const isUsed = new Uint8Array(Math.min(largest + 1, labels.length + 1));
  for (const label of labels) {
    if (label < 0) throw new Error(`invalid segments: label ${label} (expected labels from 0)`);
    isUsed[label] = 1;
  }
  const unused = isUsed.indexOf(0);
  if (unused >= 0)
    throw new Error(
      `invalid segments: no pixel has label ${unused} (expected each of 0..${largest} to be used)`,
    );
  return { labels, shape: [h, w], count: largest + 1 };
}

interface GivenSegments {
  labels: Int32Array;
  shape?: readonly number[];
  count?: number;
}

function read(segments: unknown): GivenSegments {
  if (segments instanceof Int32Array) return { labels: segments };
  const given = segments as Partial<GivenSegments> | null | undefined;
  if (given?.labels instanceof Int32Array) return given as GivenSegments;
  const is =
    typeof segments === 'object' && segments !== null ? 'an object without such labels' : String(segments);
  throw new Error(`invalid segments: ${is} (expected { labels: Int32Array, shape, count } or an Int32Array)`);
}
