import * as tf from '@tensorflow/tfjs-core';
import { attribute, type GraphNode } from './graph-model';
import type { NodeContext, NodeSteps } from './node-context';

/**
 * Resizing to a size that is a constant, bilinear or to the nearest pixel, as products with one matrix along the rows and
 * one along the columns: the gradients of TF.js' own ops are wrong on the cpu backend.
 */
export function resizeNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [x, size] = node.inputNames;
  if (!context.isConstant(size)) return undefined;
  const [rows, columns] = context.numbers(size);
  const alignCorners = attribute(node, 'alignCorners', false);
  const halfPixelCenters = attribute(node, 'halfPixelCenters', false);
  const isNearest = node.op === 'ResizeNearestNeighbor';
  const weightsOf = (to: number, from: number): tf.Tensor => {
    const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
    const weights = new Float32Array(to * from);
    for (let i = 0; i < to; i++) {
      const at = scale * (halfPixelCenters ? i + 0.5 : i);
      const taken = isNearest ? nearest(at, alignCorners) : between(halfPixelCenters ? at - 0.5 : at);
      for (const [k, weight] of taken) weights[i * from + Math.min(k, from - 1)] += weight;
    }
    return tf.tensor(weights, [1, to, from]);
  };
  const compute = ([values]: tf.Tensor[]) => {
    const [n, h, w, c] = values.shape;
    const tall = tf.matMul(weightsOf(rows, h), tf.reshape(values, [n, h, w * c]));
    const wide = tf.matMul(weightsOf(columns, w), tf.reshape(tall, [n * rows, w, c]));
    return [tf.reshape(wide, [n, rows, columns, c])];
  };
  return { inputs: [x], parts: [{ op: isNearest ? 'rearrange' : 'linear', compute }] };
}

type Taken = [place: number, weight: number][];

const nearest = (at: number, rounds: boolean): Taken => [[rounds ? Math.round(at) : Math.floor(at), 1]];

/** From the two places around; before the first it is the first. */
function between(at: number): Taken {
  const place = Math.max(0, at);
  const low = Math.floor(place);
  return [
    [low, 1 - (place - low)],
    [low + 1, place - low],
  ];
}
