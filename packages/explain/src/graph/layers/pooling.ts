import * as tf from '@tensorflow/tfjs-core';
import { avgPool } from '../avg-pool';
import { maxPool, unpool } from '../max-pool';
import type { Pool2dOptions } from '../pool-axes';
import {
  asWhole,
  channelsFirst,
  toChannelsFirst,
  toChannelsLast,
  type LayerFields,
  type LayerPart,
  type LayerRule,
} from './layer-part';

/** A map of images `[n, h, w, c]`, made from one of tensors of another rank by reshaping. */
interface Stage {
  options: Pool2dOptions;
  /** The input as images. */
  shape: number[];
  /** The output of the stage. */
  result: (image: tf.Tensor) => number[];
}

/** What pooling does to a tensor: one or two 2D poolings one after the other. */
type Plan = (shape: number[]) => Stage[];

export const pooling: Record<string, LayerRule> = {
  MaxPooling1D: ({ fields }) => [maxPart(fields, plan1d(fields))],
  MaxPooling2D: ({ fields }) => [maxPart(fields, plan2d(fields))],
  MaxPooling3D: ({ fields }) => plan3d(fields) && [maxPart(fields, plan3d(fields)!)],
  GlobalMaxPooling1D: ({ fields }) => [maxPart(fields, planGlobal)],
  GlobalMaxPooling2D: ({ fields }) => [maxPart(fields, planGlobal)],
  AveragePooling1D: ({ fields }) => [averagePart(fields, plan1d(fields))],
  AveragePooling2D: ({ fields }) => [averagePart(fields, plan2d(fields))],
  AveragePooling3D: ({ fields }) => plan3d(fields) && [averagePart(fields, plan3d(fields)!)],
  GlobalAveragePooling1D: asWhole('linear'),
  GlobalAveragePooling2D: asWhole('linear'),
};

const pooled = (image: tf.Tensor) => image.shape;

function plan1d({ poolSize, strides, padding }: LayerFields): Plan {
  const options: Pool2dOptions = {
    poolSize: [poolSize![0], 1],
    strides: [strides![0], 1],
    padding: padding!,
  };
  return ([n, length, c]) => [
    { options, shape: [n, length, 1, c], result: (image) => [n, image.shape[1]!, c] },
  ];
}

function plan2d({ poolSize, strides, padding }: LayerFields): Plan {
  const options: Pool2dOptions = {
    poolSize: poolSize as [number, number],
    strides: strides as [number, number],
    padding: padding!,
  };
  return (shape) => [{ options, shape, result: pooled }];
}

/**
 * Rows and columns first, then depth: the mean of means of as many elements each, the first of the first largest. With
 * padding 'same' and strides longer than the window TF.js lays 3D windows elsewhere than 2D ones.
 */
function plan3d({ poolSize, strides, padding }: LayerFields): Plan | undefined {
  const [depth, ...size] = poolSize!;
  const [deep, ...along] = strides!;
  if (padding === 'same' && strides!.some((stride, axis) => stride > poolSize![axis])) return undefined;
  return ([n, d, h, w, c]) => {
    const { outHeight, outWidth } = tf.backend_util.computePool2DInfo(
      [n, h, w, c],
      size as [number, number],
      along as [number, number],
      1,
      padding!,
    );
    return [
      {
        options: {
          poolSize: size as [number, number],
          strides: along as [number, number],
          padding: padding!,
        },
        shape: [n * d, h, w, c],
        result: pooled,
      },
      {
        options: { poolSize: [depth, 1], strides: [deep, 1], padding: padding! },
        shape: [n, d, outHeight * outWidth, c],
        result: (image) => [n, image.shape[1]!, outHeight, outWidth, c],
      },
    ];
  };
}

/** One window over all places. */
const planGlobal: Plan = ([n, ...rest]) => {
  const c = rest.at(-1)!;
  const [h, w] = rest.length === 2 ? [rest[0], 1] : rest;
  const options: Pool2dOptions = { poolSize: [h, w], strides: [h, w], padding: 'valid' };
  return [{ options, shape: [n, h, w, c], result: () => [n, c] }];
};

type Pool = (image: tf.Tensor, options: Pool2dOptions) => tf.Tensor;

function run(x: tf.Tensor, plan: Plan, pool: Pool): tf.Tensor {
  return plan(x.shape).reduce((value, { options, shape, result }) => {
    const image = pool(tf.reshape(value, shape), options);
    return tf.reshape(image, result(image));
  }, x);
}

function averagePart(fields: LayerFields, plan: Plan): LayerPart {
  const pool = (x: tf.Tensor) => run(x, plan, avgPool);
  const compute = fields.dataFormat === 'channelsFirst' ? channelsFirst(pool) : pool;
  return { op: 'linear', compute: ([x]) => [compute(x)] };
}

function maxPart(fields: LayerFields, plan: Plan): LayerPart {
  const isFirst = fields.dataFormat === 'channelsFirst';
  // Of a global pooling there are no places left whose channels could be moved.
  const last = (x: tf.Tensor) => (isFirst && x.rank > 2 ? toChannelsLast(x) : x);
  const first = (x: tf.Tensor) => (isFirst && x.rank > 2 ? toChannelsFirst(x) : x);
  return {
    op: 'maxPool',
    compute: ([x]) => [first(run(last(x), plan, maxPool))],
    unpool: (input, output, dy, tolerance) =>
      first(unpoolAll(last(input), last(output), last(dy), plan, tolerance)),
  };
}

/** Back through the stages; what lies between two of them is computed again. */
function unpoolAll(
  input: tf.Tensor,
  output: tf.Tensor,
  dy: tf.Tensor,
  plan: Plan,
  tolerance?: tf.Tensor,
): tf.Tensor {
  const stages = plan(input.shape);
  const last = stages.at(-1)!;
  const outputShape = ({ options, shape }: Stage) => {
    const [n, h, w, c] = shape;
    const { poolSize, strides, padding } = options;
    return tf.backend_util.computePool2DInfo([n, h, w, c], poolSize, strides, 1, padding).outShape;
  };
  const imageOut = (value: tf.Tensor, stage: Stage) => tf.reshape(value, outputShape(stage));
  if (stages.length === 1) {
    const image = tf.reshape(input, last.shape);
    const dx = unpool(image, imageOut(output, last), imageOut(dy, last), last.options, tolerance);
    return tf.reshape(dx, input.shape);
  }
  const [first] = stages;
  const image = tf.reshape(input, first.shape);
  const { poolSize, strides, padding } = first.options;
  const between = tf.maxPool(image as tf.Tensor4D, poolSize, strides, padding);
  const dBetween = unpool(
    tf.reshape(between, last.shape),
    imageOut(output, last),
    imageOut(dy, last),
    last.options,
    tolerance,
  );
  const dx = unpool(image, between, tf.reshape(dBetween, between.shape), first.options, tolerance);
  return tf.reshape(dx, input.shape);
}
