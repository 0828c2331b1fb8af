import type * as tfl from '@tensorflow/tfjs-layers';
import { gradientCheck, softmaxCrossEntropyCheck, type GradientCheck } from '@fer/train';
import type { FigureContext } from './figure-context';

const CHECKED_TYPES = ['Conv2D', 'BatchNormalization', 'Dense'];

/** The first layer of each type that learns, and the loss, checked against finite differences. */
export async function gradientChecks({ model, seed, signal }: FigureContext): Promise<GradientCheck[]> {
  const checks: GradientCheck[] = [];
  for (const type of CHECKED_TYPES) {
    const layer = model.layers.find((candidate: tfl.layers.Layer) => candidate.getClassName() === type);
    if (layer) checks.push(await gradientCheck(layer, { seed, signal }));
  }
  return [...checks, await softmaxCrossEntropyCheck({ seed })];
}
