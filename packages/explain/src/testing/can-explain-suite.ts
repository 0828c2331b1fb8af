import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import type { PlainBatch } from '../common/images';
import { buildGraph } from '../graph/graph';
import * as explain from '../index';
import { fillWeights, smallImages, smallModel, smallModels } from './small-models';
import { canExplain } from '../catalogue/can-explain';
import { methods } from '../catalogue/methods';

/** A model of words: the input are indices. */
function words(): tfl.LayersModel {
  const model = tfl.sequential({
    layers: [
      tfl.layers.embedding({ inputDim: 5, outputDim: 3, inputLength: 4, name: 'words' }),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 2 }),
    ],
  });
  fillWeights(model);
  return model;
}

/** A recurrent layer between dense ones. */
function recurrent(): tfl.LayersModel {
  const model = tfl.sequential({
    layers: [
      tfl.layers.dense({ inputShape: [4, 2], units: 3, name: 'before' }),
      tfl.layers.gru({ units: 3, recurrentInitializer: 'glorotUniform', name: 'memory' }),
      tfl.layers.dense({ units: 2, name: 'after' }),
    ],
  });
  fillWeights(model);
  return model;
}

export interface Case {
  name: string;
  model: () => tfl.LayersModel;
  images: PlainBatch;
}

/** Models that every method meets. */
export const zoo: readonly Case[] = [
  ...smallModels.map((name) => ({ name, model: () => smallModel(name), images: smallImages(1) })),
  { name: 'words', model: words, images: { data: Float32Array.of(0, 4, 2, 1), shape: [1, 4] } },
  { name: 'memory', model: recurrent, images: { data: new Float32Array(8).fill(0.5), shape: [1, 4, 2] } },
];

/** Layers to try: of every model the first, one in the middle and the last. */
function layersOf(model: tfl.LayersModel): { layer: string; neuron: number[] }[] {
  const { calls } = buildGraph(model);
  return [0, calls.length >> 1, calls.length - 1].map((i) => ({
    layer: calls[i].name,
    neuron: calls[i].shape.slice(1).map(() => 0),
  }));
}

type Method = (model: tfl.LayersModel, images: PlainBatch, options: object) => Promise<unknown>;

/** Runs every method on the models, on the current backend, and holds what it does against what `canExplain` says. */
export function canExplainSuite(models: readonly Case[]): void {
  it.each(models)(
    'what it says of every method is what the method then does: $name',
    async ({ model, images }) => {
      const built = model();
      const before = tf.memory().numTensors;
      for (const { name, family, options: own } of methods) {
        if (family === 'feature visualisation') continue;
        const [, h, w = 1] = images.shape;
        const known: Record<string, unknown> = {
          steps: 2,
          samples: 3,
          baselines: images,
          window: 3,
          segments: Int32Array.from({ length: h * w }, (_, i) => (i < w ? 0 : 1)),
          ...(name === 'rise' && { masks: 3 }),
        };
        for (const { layer, neuron } of own.includes('layer')
          ? layersOf(built)
          : [{ layer: '', neuron: [] }]) {
          const all: Record<string, unknown> = { ...known, layer, neuron };
          const options = Object.fromEntries(own.filter((key) => key in all).map((key) => [key, all[key]]));
          for (const score of family === 'activation' ? [undefined] : (['logit', 'probability'] as const)) {
            const asked = { ...options, ...(score && { score }) };
            const can = canExplain(built, name, asked);
            const run = (explain as unknown as Record<string, Method>)[name](built, images, asked);
            const does = await run.then(
              () => ({ ok: true }),
              (error: Error) => ({ ok: false, reason: error.message }),
            );
            const { ok, reason } = can as { ok: boolean; reason?: string };
            expect({ name, layer, score, ...does }).toEqual({
              name,
              layer,
              score,
              ok,
              ...(!ok && { reason }),
            });
          }
        }
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );
}
