import * as tf from '@tensorflow/tfjs-core';

/** The network's tensors by name. */
export type FaceNetWeights = Record<string, tf.Tensor>;

/**
 * The tiny face detector of face-api.js: TinyYOLOv2 made small, six convolutions with leaky ReLU (slope 0.1), all but
 * the first depthwise separable, with max pooling between them; the last pooling keeps the size.
 *
 * @param pictures `[n, size, size, 3]` float32, `(value - MEAN_RGB) / 255`, with `size` a multiple of `STRIDE`
 * @returns `[n, size / 32, size / 32, 25]` float32: `VALUES_PER_ANCHOR` numbers for each of `ANCHORS`
 * @see Redmon and Farhadi, YOLO9000: better, faster, stronger, CVPR 2017
 */
export function tinyFaceNet(pictures: tf.Tensor4D, weights: FaceNetWeights): tf.Tensor4D {
  const filter = (name: string) => weights[name] as tf.Tensor4D;
  const convolve = (x: tf.Tensor4D, name: string, bias: string, pad: 'same' | 'valid') =>
    tf.fused.conv2d({
      x,
      filter: filter(name),
      bias: weights[bias],
      strides: 1,
      pad,
      activation: 'leakyrelu',
      leakyreluAlpha: 0.1,
    });
  return tf.tidy(() => {
    let x = convolve(pictures, 'conv0/filters', 'conv0/bias', 'valid');
    for (let block = 1; block <= 5; block++) {
      x = tf.maxPool(x, 2, 2, 'same');
      x = tf.depthwiseConv2d(x, filter(`conv${block}/depthwise_filter`), 1, 'same');
      x = convolve(x, `conv${block}/pointwise_filter`, `conv${block}/bias`, 'same');
    }
    x = tf.maxPool(x, 2, 1, 'same');
    return tf.fused.conv2d({
      x,
      filter: filter('conv8/filters'),
      bias: weights['conv8/bias'],
      strides: 1,
      pad: 'valid',
    });
  });
}
