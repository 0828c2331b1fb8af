import * as tf from '@tensorflow/tfjs-core';
import { conv2d, conv2dTranspose, depthwiseConv2d, fusedConv2d, type Conv2dOptions } from '../conv2d';
import { conv3d, conv3dTranspose } from '../conv3d';
import type { Epilogue, LinearMap } from '../step';
import { withGradient } from '../../common/with-gradient';
import { channelsFirst, linearStep, type LayerFields, type LayerPart, type LayerRule } from './layer-part';

type Pair = [number, number];
type Triple = [number, number, number];

/** Convolutions by plain ops: the fused ones of the layers ask for filter gradients even where only the input's are wanted. */
export const convolutions: Record<string, LayerRule> = {
  Dense: ({ fields }) => [linearPart('dense', fields, dense, { fused: fusedDense })],
  Conv1D: ({ fields }) => {
    // With channels first the layer itself puts channels last.
    if (fields.dataFormat === 'channelsFirst') return undefined;
    return [
      linearPart('convolution', fields, (x, kernel) => {
        const row = tf.expandDims(x, 1);
        const oneRow: tf.Tensor4D = tf.expandDims(kernel, 0);
        return tf.squeeze(conv2d(row, { ...options(fields), kernel: oneRow }), [1]);
      }),
    ];
  },
  Conv2D: ({ fields }) => [
    linearPart(
      'convolution',
      fields,
      (x, kernel) => conv2d(x, { ...options(fields), kernel: kernel as tf.Tensor4D }),
      {
        fused: (x, kernel, epilogue) =>
          fusedConv2d(x, { ...options(fields), kernel: kernel as tf.Tensor4D }, epilogue),
      },
    ),
  ],
  DepthwiseConv2D: ({ fields }) => [
    linearPart(
      'convolution',
      fields,
      // The layer takes a dilation and does not use it.
      (x, kernel) => depthwiseConv2d(x, { ...options(fields), dilation: 1, kernel: kernel as tf.Tensor4D }),
      { kernel: () => fields.depthwiseKernel!.read() },
    ),
  ],
  SeparableConv2D: ({ fields }) => {
    // With channels first the layer itself adds its bias along the rows.
    if (fields.dataFormat === 'channelsFirst') return undefined;
    return [
      linearStep('convolution', {
        kernel: () => fields.depthwiseKernel!.read(),
        bias: () => undefined,
        apply: (x, kernel) => depthwiseConv2d(x, { ...options(fields), kernel: kernel as tf.Tensor4D }),
      }),
      linearPart(
        'convolution',
        fields,
        (x, kernel) =>
          conv2d(x, { kernel: kernel as tf.Tensor4D, strides: [1, 1], padding: 'valid', dilation: 1 }),
        { kernel: () => fields.pointwiseKernel!.read() },
      ),
    ];
  },
  Conv3D: ({ fields }) => {
    if ([fields.dilationRate ?? 1].flat().some((rate) => rate > 1)) return undefined;
    const { strides, padding } = fields;
    return [
      linearPart('convolution', fields, (x, kernel) =>
        conv3d(x, { kernel: kernel as tf.Tensor5D, strides: strides as Triple, padding: padding! }),
      ),
    ];
  },
  Conv2DTranspose: ({ fields }) => [
    linearPart('convolution', fields, (x, kernel) => {
      const given = { ...options(fields), dilation: 1, kernel: kernel as tf.Tensor4D };
      return conv2dTranspose(x, transposedShape(x, kernel, fields), given);
    }),
  ],
  Conv3DTranspose: ({ fields: { strides, padding, ...fields } }) => [
    linearPart('convolution', { strides, ...fields }, (x, kernel) =>
      conv3dTranspose(x, transposedShape(x, kernel, { strides, padding }), {
        kernel: kernel as tf.Tensor5D,
        strides: strides as Triple,
        padding: padding!,
      }),
    ),
  ],
};

/** The linear part of a layer with a bias a channel. */
function linearPart(
  op: 'convolution' | 'dense',
  fields: LayerFields,
  apply: LinearMap['apply'],
  { kernel = () => fields.kernel!.read(), fused }: Partial<LinearMap> = {},
): LayerPart {
  const bias = () => fields.bias?.read();
  if (fields.dataFormat !== 'channelsFirst') return linearStep(op, { kernel, bias, apply, fused });
  return linearStep(op, {
    kernel,
    bias: () => {
      const row = bias();
      const places = (fields.strides ?? []).map(() => 1);
      return row && tf.reshape(row, [row.size, ...places]);
    },
    apply: (x, weights) => channelsFirst((image) => apply(image, weights))(x),
  });
}

/** Of 1D convolutions as those of images of one row. */
function options({ strides = [], padding, dilationRate = 1 }: LayerFields): Omit<Conv2dOptions, 'kernel'> {
  const isRow = strides.length === 1;
  const dilation = [dilationRate].flat();
  return {
    strides: (isRow ? [1, ...strides] : strides) as Pair,
    padding: padding!,
    dilation: dilation.length === 1 ? [isRow ? 1 : dilation[0], dilation[0]] : (dilation as Pair),
  };
}

/** As the layers have it: `length * stride` with padding 'same', else as much more as the kernel is longer than a stride. */
function transposedShape(x: tf.Tensor, kernel: tf.Tensor, { strides, padding }: LayerFields): number[] {
  const lengths = strides!.map((stride, axis) => {
    const more = padding === 'valid' ? Math.max(kernel.shape[axis] - stride, 0) : 0;
    return x.shape[axis + 1] * stride + more;
  });
  return [x.shape[0], ...lengths, kernel.shape[strides!.length]];
}

/** Works on the last axis, whatever the rank. */
export function dense(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const rows = tf.reshape(x, [-1, kernel.shape[0]]);
  const y = withGradient(
    rows,
    (input) => tf.matMul(input, kernel),
    // On wasm a product with a matrix to be turned is slow, with one that was turned it is not.
    (dy) => (dy.shape[0] > 8 ? tf.matMul(dy, tf.transpose(kernel)) : tf.matMul(dy, kernel, false, true)),
  );
  return x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), kernel.shape[1]!]);
}

/** `activation(dense(x) + bias)` in one pass, without a gradient. */
export function fusedDense(x: tf.Tensor, kernel: tf.Tensor, epilogue: Epilogue): tf.Tensor {
  const a = tf.reshape(x, [-1, kernel.shape[0]]);
  const y = tf.fused.matMul({ a, b: kernel, ...epilogue });
  return x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), kernel.shape[1]!]);
}
