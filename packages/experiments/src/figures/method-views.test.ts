import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LabelledImages } from '@fer/data';
import { createModel } from '@fer/models';
import { beforeAll, expect, it } from 'vitest';
import { checkMethods, commonUnits, drawableMethods, methodViews } from './method-views';
import { explanationFigure } from './model-figures';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const classes = ['glad', 'sad'];
const model = () => createModel('tiny', { seed: 1, inputShape: [12, 12, 1], classes: 2 });
const images: LabelledImages = {
  images: Uint8Array.from({ length: 288 }, (_, i) => (i * 37) % 256),
  shape: [2, 12, 12, 1],
  labels: Uint8Array.of(0, 1),
  classes,
};
const batch = { data: Float32Array.from(images.images, (value) => value / 255), shape: images.shape };
const mapLayer = () => model().layers.find((layer) => layer.getClassName() === 'Conv2D')!.name;

it('draws one map an image of whatever method of the catalogue gives one', async () => {
  const layer = mapLayer();
  const settings = { layer, neuron: [1, 2, 3], steps: 2, window: 6, stride: 6, samples: 12, target: 'sad' };
  const names = ['inputXGradient', 'layerCam', 'layerConductance', 'neuronGradient', 'occlusion', 'lime'];
  for (const name of names) {
    const { views, caption } = await methodViews(model(), batch, name, { classes, settings });
    expect(views.map((view) => [view.name, view.values.length])).toEqual(
      Array.from({ length: 2 }, () => [name, views[0].shape[0] * views[0].shape[1]]),
    );
    expect(caption).toBe(`${name}: ${drawableMethods.find((method) => method.name === name)!.tells}.`);
  }
});

it('puts the methods side by side, and tells their warnings', async () => {
  const told: string[] = [];
  const methods = ['integratedGradients', 'gradCam'];
  const { svg } = await explanationFigure(model(), images, {
    methods,
    settings: { steps: 1, rule: 'riemannLeft' },
    warn: (message) => told.push(message),
  });
  for (const name of methods) expect(svg).toContain(name);
  expect(svg).toContain('One colour scale for all maps, each divided by its largest absolute value.');
  expect([commonUnits(['lrp', 'deepLift']), commonUnits(['lrp', 'lime'])]).toEqual(['same', 'own']);
  expect(svg).not.toContain('saliency');
  expect(told.some((message) => message.startsWith('gradCam: no layer was given'))).toBe(true);
});

it('refuses names, settings and layers that do not fit', async () => {
  const check = (methods: string[], settings: Record<string, unknown> = {}) => {
    checkMethods(model(), { methods, settings });
  };
  expect(() => check(['magic'])).toThrow("unknown method: 'magic' (expected one of: saliency,");
  expect(() => check(['layerActivations'])).toThrow("unknown method: 'layerActivations'");
  expect(() => check(['saliency'], { steps: 3 })).toThrow(
    "unknown option: 'steps' (expected one of: absolute,",
  );
  expect(() => check(['saliency', 'integratedGradients'], { steps: 3 })).not.toThrow();
  expect(() => check(['layerConductance'])).toThrow('layerConductance: option layer is missing');
  expect(() => check(['layerConductance'], { layer: 'x' })).toThrow("layerConductance: unknown layer: 'x'");
  await expect(
    methodViews(model(), batch, 'saliency', { classes, settings: { target: 'odd' } }),
  ).rejects.toThrow("unknown class: 'odd' (expected one of: glad, sad)");
  const dense = model().layers.findLast((layer) => layer.getClassName() === 'Dense')!.name;
  const vector = methodViews(model(), batch, 'layerGradientXActivation', {
    classes,
    settings: { layer: dense, score: 'probability' },
  });
  await expect(vector).rejects.toThrow(/nothing to draw|does not lead to the score/);
});
