/**
 * How many images a second one core augments.
 *
 *   npx tsx --conditions=@fer/source bench/augment.ts [--seconds 3] [--size 48] [--rounds 5]
 *
 * Rows: `batches` without augmentation (scaling to 0..1 and shuffling only), with the usual shift + flip + rotate + zoom in
 * one resampling, the same parts each with a resampling of its own, every augmentation alone, and as a peer
 * `tf.image.transform` on TF.js's wasm backend (one thread), which is given its matrices for nothing. Made-up images from
 * a seed, batches of 128; contestants take turns, medians over the rounds. A second is one of processor time (garbage
 * collection and system included), so that a busy machine does not count.
 */
import { parseArgs } from 'node:util';
import '@tensorflow/tfjs-backend-wasm';
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import {
  augmentationFrom,
  augmentationNames,
  batches,
  compose,
  flip,
  rotate,
  shift,
  zoom,
  type AugmentationSpec,
  type BatchesOptions,
  type LabelledImages,
} from '@fer/data';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    size: { type: 'string', default: '48' },
    rounds: { type: 'string', default: '5' },
  },
});
const [seconds, size, rounds] = [values.seconds, values.size, values.rounds].map(Number);
const BATCH = 128;
const IMAGES = 1280;

const ds: LabelledImages = {
  images: Uint8Array.from({ length: IMAGES * size * size }, (_, i) => Math.imul(i, 2654435761) >>> 24),
  shape: [IMAGES, size, size, 1],
  labels: Uint8Array.from({ length: IMAGES }, (_, i) => i % 7),
  classes: Array.from({ length: 7 }, (_, i) => `class ${i}`),
};
const parts = [shift({ x: 0.1 }), flip(), rotate({ degrees: 10 }), zoom({ by: 0.1 })];
const usual = compose(...parts);
const oneByOne: BatchesOptions['augment'] = (image, shape, random) =>
  parts.reduce((current, part) => part(current, shape, random), image);
const alone = (name: string) =>
  augmentationFrom([
    (name === 'centerCrop'
      ? { name, size: Math.floor(size * 0.8) }
      : { name, probability: 1 }) as AugmentationSpec,
  ]);

/** Runs of so many images that are counted. */
const contestants: [name: string, run: (epoch: number) => number][] = [
  ['no augmentation', overBatches(undefined)],
  ['shift + flip + rotate + zoom', overBatches(usual)],
  ['the same, a resampling each', overBatches(oneByOne)],
  ['tf.image.transform, wasm', peer()],
  ...augmentationNames().map((name): [string, (epoch: number) => number] => [name, overBatches(alone(name))]),
];

setThreadsCount(1);
await tf.setBackend('wasm');
const rates = new Map<string, number[]>(contestants.map(([name]) => [name, []]));
for (const [, run] of contestants) run(0); // warms up
for (let round = 0; round < rounds; round++)
  for (const [name, run] of contestants) rates.get(name)!.push(measure(run));
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const usualRate = median(rates.get('shift + flip + rotate + zoom')!);
console.log(`${size}x${size} grey, a second of one core, medians of ${rounds} rounds`);
console.log('what                            images/s   of the usual four');
for (const [name, all] of rates)
  console.log(
    name.padEnd(30) +
      Math.round(median(all)).toString().padStart(10) +
      (median(all) / usualRate).toFixed(2).padStart(20),
  );

function measure(run: (epoch: number) => number): number {
  const share = seconds / contestants.length;
  const start = process.cpuUsage();
  let images = 0;
  let used = 0;
  for (let epoch = 1; used < share; epoch++) {
    images += run(epoch);
    const { user, system } = process.cpuUsage(start);
    used = (user + system) / 1e6;
  }
  return images / used;
}

function overBatches(augment: BatchesOptions['augment']) {
  return (epoch: number) => {
    let images = 0;
    for (const batch of batches(ds, { batchSize: BATCH, seed: 1, epoch, augment }))
      images += batch.labels.length;
    return images;
  };
}

function peer() {
  const data = Float32Array.from({ length: BATCH * size * size }, (_, i) => ds.images[i] / 255);
  const matrices = Array.from({ length: BATCH }, (_, i) => {
    const angle = ((i / BATCH - 0.5) * Math.PI) / 9;
    return [Math.cos(angle), -Math.sin(angle), i % 5, Math.sin(angle), Math.cos(angle), i % 3, 0, 0];
  });
  return () => {
    tf.tidy(() => {
      const seen = tf.image.transform(
        tf.tensor4d(data, [BATCH, size, size, 1]),
        tf.tensor2d(matrices),
        'bilinear',
        'nearest',
      );
      seen.dataSync();
    });
    return BATCH;
  };
}
