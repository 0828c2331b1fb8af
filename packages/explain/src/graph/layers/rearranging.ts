import type * as tf from '@tensorflow/tfjs-core';
import { resizeBilinear } from '../resize-bilinear';
import { upSampleNearest } from '../up-sample-nearest';
import { asWhole, channelsFirst, type LayerRule } from './layer-part';

/** What a layer does in training alone: in inference it hands on its input. */
const passThrough: LayerRule = () => [{ op: 'rearrange', compute: ([x]) => [x] }];

export const rearranging: Record<string, LayerRule> = {
  Flatten: asWhole('rearrange'),
  Reshape: asWhole('rearrange'),
  Permute: asWhole('rearrange'),
  RepeatVector: asWhole('rearrange'),
  ZeroPadding2D: asWhole('rearrange'),
  Cropping2D: asWhole('rearrange'),
  UpSampling2D: ({ fields }) => {
    const [down, right] = fields.size!;
    const isBilinear = fields.interpolation === 'bilinear';
    const enlarge = (x: tf.Tensor) =>
      isBilinear
        ? resizeBilinear(x, [x.shape[1]! * down, x.shape[2]! * right])
        : upSampleNearest(x, [down, right]);
    const compute = fields.dataFormat === 'channelsFirst' ? channelsFirst(enlarge) : enlarge;
    return [{ op: isBilinear ? 'linear' : 'rearrange', compute: ([x]) => [compute(x)] }];
  },
  Rescaling: asWhole('linear'),
  Dropout: passThrough,
  SpatialDropout1D: passThrough,
  GaussianNoise: passThrough,
  GaussianDropout: passThrough,
  AlphaDropout: passThrough,
};
