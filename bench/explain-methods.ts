/** What explain.ts measures: every attribution method of the catalogue, with Captum's figures where we have them. */
import * as explain from '@fer/explain';
import type * as tfl from '@tensorflow/tfjs-layers';
import { INPUT } from './models';

/** Steps and samples of the methods that take some. */
const AMOUNT = 50;

/**
 * Captum 0.8 on PyTorch with `leaky4`, in forward passes of the same batch on the same machine in the same run, by batch
 * size: not to be exceeded.
 */
export const CAPTUM: Record<string, Record<number, number>> = {
  saliency: { 1: 2.9, 16: 2.8 },
  guidedBackprop: { 1: 3.2 },
  gradCam: { 1: 2.0 },
  deepLift: { 1: 7 },
  integratedGradients: { 1: 64, 16: 174 },
  smoothGrad: { 1: 43, 16: 164 },
};

const families = ['gradient', 'cam', 'layer', 'neuron'];

/** Names in the order of the catalogue, but for what `leaky4` can't have: it does not end in global average pooling. */
export const METHODS = explain.methods
  .filter(({ family, name }) => families.includes(family) && name !== 'classActivationMap')
  .map(({ name }) => name);

/** Runs a method with its defaults: 50 steps or samples, the last convolution, its middle neuron, two baselines. */
export function methodRunner(
  name: string,
  model: tfl.LayersModel,
  images: explain.PlainBatch,
): () => Promise<unknown> {
  const last = model.layers.findLast((layer) => layer.getClassName() === 'Conv2D')!;
  const [, h, w, c] = last.outputShape as number[];
  const pixels = INPUT.reduce((product, size) => product * size, 1);
  const known: Record<string, unknown> = {
    steps: AMOUNT,
    samples: AMOUNT,
    layer: last.name,
    neuron: [h >> 1, w >> 1, c >> 1],
    baselines: { data: new Float32Array(2 * pixels).fill(0.5, pixels), shape: [2, ...INPUT] },
  };
  const own = explain.methods.find((method) => method.name === name)!.options;
  const options = Object.fromEntries(Object.entries(known).filter(([option]) => own.includes(option)));
  const method = explain[name as 'saliency'];
  return () => method(model, images, options);
}
