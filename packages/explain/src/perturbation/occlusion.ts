import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from './black-box';
import { readHidden } from './hidden';
import { imageInputs, spreadOverInputs } from './image-inputs';
import { maskPixels } from './masked-rows';
import { gapWarnings, readPair, windowsAlong, type Span } from './occlusion-windows';
import { allPerturbedScores } from './perturbed-scores';
import { prepareBlackBox } from './predictor';

export interface OcclusionOptions extends AttributionOptions {
  /** Height and width of the window, or one number for both, in pixels. Default an eighth of the image, at least 1. */
  window?: number | readonly [h: number, w: number];
  /** How far it moves, down and to the right. Default half of the window, at least 1. */
  stride?: number | readonly [y: number, x: number];
  /** What the window is filled with: a number or images. Default 0. */
  baseline?: number | Images;
}

/**
 * How much the score drops when a window slides over the image and hides what is under it: each pixel's value is the mean
 * of `S(x) - S(x with the window at the baseline)` over the windows that cover it.
 *
 * Windows go over all channels; along an axis there are `ceil((size - window) / stride) + 1`, the last cut at the border
 * (as in Captum), so every pixel is covered unless the stride is wider than the window: then the value is 0 in the gaps, with a warning.
 * Images `[n, h, w, c]`, values the same, in units of the score; no gradient, one forward pass a window and one more.
 * Zeiler and Fergus 2013, Visualizing and understanding convolutional networks, https://arxiv.org/abs/1311.2901
 *
 * @example
 * const { values } = await occlusion(model, images, { window: 6, stride: 3, baseline: 0.5 });
 */
export async function occlusion(
  model: BlackBoxModel,
  images: Images,
  options: OcclusionOptions = {},
): Promise<Attribution> {
  const { baseline = 0 } = options;
  const box = await prepareBlackBox('occlusion', model, images, options);
  const { prepared } = box;
  const { size } = imageInputs(prepared);
  const eighth = size.map((length) => Math.max(1, Math.round(length / 8)));
  const { window: sides = [eighth[0], eighth[1]] } = options;
  const window = readPair('window', sides);
  const { stride: steps = [half(window[0]), half(window[1])] } = options;
  const stride = readPair('stride', steps);
  const [down, right] = size.map((length, axis) => windowsAlong(length, window[axis], stride[axis]));
  const hidden = await readHidden(baseline, prepared);

  const count = down.length * right.length;
  const { run, rest } = splitOptions(options);
  const perturb = maskPixels(prepared, hidden, (_, samples) => {
    const rows = Array.from({ length: samples.size }, (_, k) => samples.start + k);
    const across = rows.map((row) => down[Math.floor(row / right.length)]);
    const along = rows.map((row) => right[row % right.length]);
    const covered = tf.mul(
      tf.expandDims(covers(across, size[0]), 2),
      tf.expandDims(covers(along, size[1]), 1),
    );
    return tf.sub(1, covered);
  });
  const counts = new Array<number>(prepared.n).fill(count);
  const { scores, targets, sampled } = await allPerturbedScores(box, counts, run, perturb);
  const maps = sampled.map((occluded, image) =>
    meanOverWindows({ down, right, size }, (k) => scores[image] - occluded[k]),
  );
  const values = spreadOverInputs(maps, prepared);
  return inputAttribution(
    'occlusion',
    prepared,
    { ...rest, window, stride, baseline },
    { values, scores, targets, warnings: gapWarnings(size, window, stride) },
  );
}

const half = (length: number) => Math.max(1, Math.floor(length / 2));

/** `[windows, size]`: 1 where the window is. */
function covers(windows: readonly Span[], size: number): tf.Tensor {
  const rows = new Float32Array(windows.length * size);
  windows.forEach(({ start, end }, row) => rows.fill(1, row * size + start, row * size + end));
  return tf.tensor2d(rows, [windows.length, size]);
}

/** The mean at every pixel of what the windows that cover it say, in float64; 0 where there are none. */
function meanOverWindows(
  { down, right, size: [h, w] }: { down: Span[]; right: Span[]; size: readonly number[] },
  valueOf: (window: number) => number,
): Float64Array {
  const sums = new Float64Array(h * w);
  const counts = new Uint32Array(h * w);
  down.forEach(({ start: top, end: bottom }, i) =>
    right.forEach(({ start: left, end }, j) => {
      const value = valueOf(i * right.length + j);
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < end; x++) {
          sums[y * w + x] += value;
          counts[y * w + x]++;
        }
      }
    }),
  );
  return sums.map((sum, pixel) => (counts[pixel] > 0 ? sum / counts[pixel] : 0));
}
