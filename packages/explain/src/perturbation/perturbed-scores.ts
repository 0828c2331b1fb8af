import * as tf from '@tensorflow/tfjs-core';
import { breathe, throwIfAborted } from '../common/abort';
import { checkedBatchSize, type RunOptions } from '../common/options';
import { ranges, type Range } from '../common/samples';
import { fixedTarget, targetRows } from '../common/target';
import type { BlackBox } from './predictor';

/** What the model says of images and of what was made of them. */
export interface PerturbedScores {
  /** The explained score of each image as it is. */
  scores: Float32Array;
  targets: Int32Array;
  /** Of each image, the scores of its perturbed copies, as far as they are done. */
  sampled: Float32Array[];
  /** How many samples of every image are done (of an image with fewer: all of them). */
  done: number;
}

/** Rows of the perturbed copies `samples` of an image, one tensor `[size, ...]` an input. Called in a tidy. */
export type Perturb = (image: number, samples: Range) => tf.Tensor[];

/**
 * Runs the model on the images and on perturbed copies of them, `samples[image]` of each. Passes are full, `batchSize`
 * rows, whatever the number of images and of samples; between them only scores are kept, nothing is on the device.
 *
 * Yields when every image has got `perRound` more (default: all), the very object that grows on.
 */
export async function* perturbedScores(
  box: BlackBox,
  samples: readonly number[],
  run: RunOptions,
  perturb: Perturb,
  perRound: number = Math.max(...samples),
): AsyncGenerator<PerturbedScores, void, undefined> {
  const { prepared } = box;
  const { n } = prepared;
  const batchSize = checkedBatchSize(run);
  const total = samples.reduce((sum, count) => sum + count, n);
  let rows = 0;
  const tell = (size: number) => {
    throwIfAborted(run.signal);
    run.onProgress?.({ done: (rows += size), total });
  };

  const result: PerturbedScores = {
    scores: new Float32Array(n),
    targets: new Int32Array(n),
    sampled: samples.map((count) => new Float32Array(count)),
    done: 0,
  };
  throwIfAborted(run.signal);
  for (const { start, size } of ranges(n, batchSize)) {
    if (start > 0) await breathe(run.signal);
    const own = targetRows(prepared.target, start, size);
    const { scores, targets } = await box.predict(() => prepared.rows(start, size), own, run.signal);
    result.scores.set(scores, start);
    result.targets.set(targets, start);
    tell(size);
  }

  const target = fixedTarget(prepared.target, result.targets);
  for (const round of ranges(Math.max(...samples), perRound)) {
    for (const pass of cutPasses(samples, round, batchSize)) {
      await breathe(run.signal);
      const rowTarget =
        target instanceof Int32Array
          ? Int32Array.from(pass.flatMap(({ image, size }) => new Array<number>(size).fill(target[image])))
          : target;
      const { scores } = await box.predict(
        () => joined(pass.map((part) => perturb(part.image, part))),
        rowTarget,
        run.signal,
      );
      let row = 0;
      for (const { image, start, size } of pass) {
        for (let k = 0; k < size; k++) result.sampled[image][start + k] = scores[row++];
      }
      tell(row);
    }
    result.done = round.start + round.size;
    yield result;
    throwIfAborted(run.signal);
  }
}

/** Of one pass, the samples of one image. */
interface Part extends Range {
  image: number;
}

/** The samples `round` of every image, image by image, cut into passes of `batchSize` rows. */
function cutPasses(samples: readonly number[], round: Range, batchSize: number): Part[][] {
  const passes: Part[][] = [];
  let free = 0;
  for (const [image, count] of samples.entries()) {
    const end = Math.min(count, round.start + round.size);
    for (let start = round.start; start < end;) {
      if (free === 0) {
        passes.push([]);
        free = batchSize;
      }
      const size = Math.min(free, end - start);
      passes.at(-1)!.push({ image, start, size });
      start += size;
      free -= size;
    }
  }
  return passes;
}

/** The rows of all parts, input by input. */
function joined(parts: tf.Tensor[][]): tf.Tensor[] {
  if (parts.length === 1) return parts[0];
  return parts[0].map((_, input) =>
    tf.concat(
      parts.map((part) => part[input]),
      0,
    ),
  );
}

/** The scores when all is done. */
export async function allPerturbedScores(
  ...args: Parameters<typeof perturbedScores>
): Promise<PerturbedScores> {
  let last: PerturbedScores | undefined;
  for await (const scores of perturbedScores(...args)) last = scores;
  return last!;
}
