import * as tf from '@tensorflow/tfjs-core';
import { attribute, type GraphNode } from './graph-model';
import type { NodeContext, NodeSteps } from './node-context';

/**
 * A reshape, to a shape that is a constant or is computed from that of another tensor. Where the model was exported for
 * a fixed number of images, that number in front of the shape gives way to the number of images there is.
 */
export function reshapeNode(node: GraphNode, context: NodeContext): NodeSteps {
  const [x, shape] = node.inputNames;
  if (!context.isConstant(shape)) {
    return {
      inputs: [x, shape],
      parts: [{ op: 'rearrange', compute: ([values, sizes]) => [tf.reshape(values, [...sizes.dataSync()])] }],
    };
  }
  const sizes = context.numbers(shape);
  const { fixedBatch } = context;
  const rest = sizes.slice(1);
  const compute = ([values]: tf.Tensor[]) => {
    const [n] = values.shape;
    const isOther = values.rank > 1 && sizes[0] === fixedBatch && n !== fixedBatch;
    const fits = rest.includes(-1) || n * tf.util.sizeFromShape(rest) === values.size;
    return [tf.reshape(values, isOther && fits ? [n, ...rest] : sizes)];
  };
  return { inputs: [x], parts: [{ op: 'rearrange', compute }] };
}

/** Drops axes of size 1; where none is named, all but the first, which counts the images. */
export function squeezeNode(node: GraphNode): NodeSteps {
  const axes = attribute<number[]>(node, 'axis', []);
  const compute = ([x]: tf.Tensor[]) => {
    const ones = x.shape.flatMap((size, axis) => (size === 1 && axis > 0 ? [axis] : []));
    const dropped = axes.length > 0 ? axes : ones;
    return [dropped.length > 0 ? tf.squeeze(x, dropped) : tf.clone(x)];
  };
  return { inputs: [node.inputNames[0]], parts: [{ op: 'rearrange', compute }] };
}

/** Zeros, or another constant, around. */
export function padNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [x, ...parameters] = node.inputNames;
  if (!parameters.every(context.isConstant)) return undefined;
  const flat = context.numbers(parameters[0]);
  const around = Array.from({ length: flat.length / 2 }, (_, i): [number, number] => [
    flat[2 * i],
    flat[2 * i + 1],
  ]);
  const value = node.op === 'PadV2' ? context.numbers(parameters[1])[0] : 0;
  return {
    inputs: [x],
    parts: [{ op: 'rearrange', compute: ([values]) => [tf.pad(values, around, value)] }],
  };
}

/** Cuts along an axis into slices; TF.js' own has no gradient where there is one slice only. */
export function unpackNode(node: GraphNode, _: NodeContext, outputCount: number): NodeSteps {
  const axis = attribute(node, 'axis', 0);
  const compute = ([x]: tf.Tensor[]) => {
    const along = axis < 0 ? axis + x.rank : axis;
    const size = x.shape.map((length, i) => (i === along ? 1 : length));
    return Array.from({ length: outputCount }, (__, k) => {
      const begin = x.shape.map((___, i) => (i === along ? k : 0));
      return tf.squeeze(tf.slice(x, begin, size), [along]);
    });
  };
  return { inputs: [node.inputNames[0]], parts: [{ op: 'rearrange', compute }] };
}

/** To another type; whatever was a float stays one. */
export function castNode(node: GraphNode): NodeSteps {
  const dtype = attribute<tf.DataType>(node, 'dtype');
  return {
    inputs: [node.inputNames[0]],
    parts: [{ op: 'rearrange', compute: ([x]) => [tf.cast(x, dtype)] }],
  };
}
