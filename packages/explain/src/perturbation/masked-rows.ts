import * as tf from '@tensorflow/tfjs-core';
import { rowsToTensor, type PlainBatch } from '../common/images';
import type { Prepared } from '../common/prepare';
import type { Range } from '../common/samples';
import type { Segmentation } from '../segments/segmentation';
import { imageInputs } from './image-inputs';
import type { Perturb } from './perturbed-scores';

/** What stands where an image is masked: nothing (0), or a picture for every image, one batch an input. */
export type Hidden = 0 | readonly PlainBatch[];

/** Up to so many segments a product is faster than gathering, several times with a few dozen of them; its table grows with them. */
const manySegments = 256;

/**
 * Copies of an image of which some segments are hidden: where `masks(image, samples)`, `[size, segments]` row-major, is 1
 * the image is kept, where 0 it is hidden. The masks become pixels on the device, by a product with a table of which
 * pixel belongs to which segment, or of many segments by gathering.
 */
export function maskSegments(
  prepared: Prepared,
  segments: readonly Segmentation[],
  hidden: Hidden,
  masks: (image: number, samples: Range) => Float32Array,
): Perturb {
  const tables = new Map<Segmentation, Float32Array>();
  return maskPixels(prepared, hidden, (image, samples) => {
    const segmentation = segments[image];
    const { count, labels } = segmentation;
    const rows = tf.tensor2d(masks(image, samples), [samples.size, count]);
    if (count > manySegments) return tf.gather(rows, tf.tensor1d(labels, 'int32'), 1);
    const table = tables.get(segmentation) ?? tableOf(segmentation);
    tables.set(segmentation, table);
    return tf.matMul(rows, tf.tensor2d(table, [count, labels.length]));
  });
}

/** `[segments, h * w]`: 1 where the pixel belongs to the segment. */
function tableOf({ labels, count }: Segmentation): Float32Array {
  const table = new Float32Array(count * labels.length);
  labels.forEach((label, pixel) => (table[label * labels.length + pixel] = 1));
  return table;
}

/** Copies of an image `x * m + hidden * (1 - m)`, where `masks` makes `m`, `[size, h * w]`. */
export function maskPixels(
  prepared: Prepared,
  hidden: Hidden,
  masks: (image: number, samples: Range) => tf.Tensor,
): Perturb {
  const { size, isImage } = imageInputs(prepared);
  return (image, samples) => {
    const mask = tf.reshape(masks(image, samples), [samples.size, ...size, 1]);
    return prepared.rows(image, 1).map((x, input) => {
      if (!isImage[input]) return tf.tile(x, [samples.size, ...x.shape.slice(1).fill(1)]);
      const kept = tf.mul(x, mask);
      if (hidden === 0) return kept;
      return tf.add(kept, tf.mul(rowsToTensor(hidden[input], image, 1), tf.sub(1, mask)));
    });
  };
}
