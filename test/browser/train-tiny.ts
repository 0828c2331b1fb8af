import {
  augmentationFrom,
  batches,
  classCounts,
  concat,
  select,
  splitAt,
  type LabelledImages,
} from '@fer/data';
import { drawnFaces } from '@fer/drawn-faces';
import { gradCam, saliency } from '@fer/explain';
import { createModel, predict } from '@fer/models';
import { evaluate, fit } from '@fer/train';
import { heatmap, historyPlot } from '@fer/viz';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { runSpec } from './run-spec';

/** What {@link trainTiny} computed: every number and figure that must not depend on where it ran. */
export interface TinyRun {
  counts: number[];
  /** Every pixel and label weight of two augmented epochs. */
  augmented: number[];
  /** The running training and validation loss after every batch. */
  losses: number[];
  records: unknown[];
  /** Every weight of the trained model. */
  weights: number[][];
  confusion: unknown;
  probabilities: number[];
  attributions: Record<string, number[]>;
  /** The run folder of an experiment, a text a file. */
  run: Record<string, string>;
  figures: string[];
}

/** 48 training and 16 validation images with all seven classes in both: the shipped set is ordered by class. */
async function fewFaces(): Promise<[LabelledImages, LabelledImages]> {
  const all = await drawnFaces({ seed: 1 });
  const stride = 131; // prime, so that 64 strides meet every class in turn
  const few = select(
    all,
    Array.from({ length: 64 }, (_, i) => (i * stride) % all.shape[0]),
  );
  return splitAt(few, -16);
}

/** Everything that an augmentation can do, on these images. */
function augmentedEpochs(ds: LabelledImages): number[] {
  const augment = augmentationFrom([
    'shift',
    'flip',
    { name: 'rotate', degrees: 30 },
    'zoom',
    'shear',
    'randomCrop',
    'brightness',
    'contrast',
    { name: 'randomErasing', fill: 'noise' },
    'mixup',
    'cutmix',
  ]);
  return [0, 1].flatMap((epoch) =>
    [...batches(ds, { batchSize: 5, seed: 2, epoch, augment })].flatMap(({ data, labelWeights }) => [
      ...data,
      ...labelWeights!,
    ]),
  );
}

/**
 * One small run through every library package on the wasm backend. The same file runs in Node and, bundled, in a
 * browser. The wasm backend must already know where its binaries are.
 */
export async function trainTiny(): Promise<TinyRun> {
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
  await tf.ready();
  if (tf.getBackend() !== 'wasm') throw new Error(`invalid backend: ${tf.getBackend()} (expected wasm)`);

  const [train, validation] = await fewFaces();
  const augmented = augmentedEpochs(validation);
  const model = createModel('tiny', { seed: 3 });
  const losses: number[] = [];
  const { records } = await fit(model, {
    train,
    validation,
    epochs: 2,
    batchSize: 16,
    seed: 4,
    onProgress: ({ loss }) => losses.push(loss),
  });
  const { confusion } = await evaluate(model, validation);

  const two = select(validation, [0, 1]);
  const images = { data: Float32Array.from(two.images, (value) => value / 255), shape: two.shape };
  const { probabilities } = await predict(model, images);
  const saliencyMap = await saliency(model, images);
  const camMap = await gradCam(model, images);
  const [, h, w] = saliencyMap.shape as [number, number, number, number];

  const run = {
    counts: Array.from(classCounts(train)),
    augmented,
    losses,
    records,
    weights: model.getWeights().map((weight) => Array.from(weight.dataSync())),
    confusion,
    probabilities: Array.from(probabilities),
    attributions: { saliency: Array.from(saliencyMap.values), gradCam: Array.from(camMap.values) },
    run: await runSpec(concat([train, validation])),
    figures: [
      historyPlot(records).svg,
      heatmap({ values: saliencyMap.values.slice(0, h * w), shape: [h, w] }).svg,
    ],
  };
  model.dispose();
  return run;
}
