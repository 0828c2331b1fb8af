import * as tf from '@tensorflow/tfjs-core';
import { asWhole, type LayerPart, type LayerRule } from './layer-part';

export const merging: Record<string, LayerRule> = {
  Add: asWhole('linear'),
  Subtract: asWhole('linear'),
  Average: asWhole('linear'),
  Concatenate: asWhole('rearrange'),
  Multiply: ({ whole, inputShapes }) =>
    inputShapes.length === 2 ? [{ op: 'product', compute: whole }] : products(inputShapes.length),
  // With normalisation it is no longer linear in each of the two.
  Dot: ({ fields, whole }) => [{ op: fields.normalize ? 'opaque' : 'product', compute: whole }],
};

/** The product of all as a chain of products of two. */
function products(count: number): LayerPart[] {
  return Array.from({ length: count - 1 }, (_, i): LayerPart => ({
    op: 'product',
    reads: i === 0 ? [0, 1] : [i + 1],
    compute: ([a, b]) => [tf.mul(...sameRank(a, b))],
  }));
}

/** As the layer does it: ones after the images until the ranks are equal. */
function sameRank(a: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const rank = Math.max(a.rank, b.rank);
  const widened = (x: tf.Tensor) => {
    const ones = Array<number>(rank - x.rank).fill(1);
    return ones.length === 0 ? x : tf.reshape(x, [x.shape[0], ...ones, ...x.shape.slice(1)]);
  };
  return [widened(a), widened(b)];
}
