import * as tf from '@tensorflow/tfjs-core';
import { assertRunnable } from '../catalogue/can-explain';
import { breathe, throwIfAborted } from '../common/abort';
import { provenance, type Provenance } from '../common/attribution';
import { rowSize } from '../common/images';
import { checkedBatchSize, type RunOptions, type ScoreOptions } from '../common/options';
import { seededRandom } from '../common/random';
import { checkScore } from '../common/score-head';
import { splitOptions } from '../common/split-options';
import { toSubject, type ExplainableModel } from '../common/subject';
import { ascend, beginAscent, enterOctave, finishedPictures, type AscentState } from './ascend';
import { toObjective, type ActivationObjective } from './objective';
import { shareOutSteps, type Octave } from './octaves';
import type { ParametrizationName } from './parametrization';
import { defaultEvery, defaultSteps, pictureOptions } from './picture-options';
import type { Regularizer } from './regularizers';
import { startPictures, type PictureStart } from './start-pictures';
import { stepRule, type StepRuleName } from './step-rules';
import type { Transform } from './transforms';

export interface MaximizeActivationOptions
  extends RunOptions, Pick<ScoreOptions, 'score' | 'outputs' | 'output'> {
  /** Least and greatest pixel that the model takes: `[(0 - mean) / std, (1 - mean) / std]` of a standardised one. Default [0, 1]. */
  range?: readonly [low: number, high: number];
  /** Default 100. */
  steps?: number;
  /** Size of a step as a share of the range, as the gradient's root mean square is 1. Default 0.02. */
  stepSize?: number;
  /** `'adam'` (default) or `'ascent'`. */
  optimizer?: StepRuleName;
  /** Default `'noise'`: grey with seeded noise of 0.1 to either side, the same for every picture. */
  init?: PictureStart;
  /** Default `[totalVariation(), blur()]`; `[]` for the bare objective. They see the picture at the size of its octave. */
  regularizers?: readonly Regularizer[];
  /** Default `[jitter()]`. */
  transforms?: readonly Transform[];
  /** `'pixels'` (default), or `'fourier'`: waves, the slow ones first, which gives smooth pictures; then noise to start from is 1/f, too. */
  parametrization?: ParametrizationName;
  /** Sizes to paint at, each twice the one before, the steps shared out among them: coarse first. Default 1, the full size. */
  octaves?: number;
  /** `[h, w, c]` of the picture, where the model leaves it open. */
  size?: readonly [number, number, number];
  /** Steps from one result of `stream` to the next. Default 10. */
  every?: number;
}

/** Pictures and how they came about. */
export interface MaximizedActivation {
  method: 'maximizeActivation';
  /** Pixels within the range. */
  values: Float32Array;
  /** `[pictures, h, w, c]`. */
  shape: number[];
  /** The objective of each finished picture, without penalties. */
  objective: Float32Array;
  /**
   * `[pictures, steps + 1]`: the objective before each step, of the picture as the transforms moved it, and at the end. Of a
   * result that `stream` gives on the way, what has not been reached is NaN.
   */
  trace: Float32Array;
  traceShape: number[];
  warnings: string[];
  provenance: Provenance;
}

/**
 * Paints what a filter, a neuron or a class answers to, by gradient ascent on the pixels:
 * `x <- clip(project(x + step(g / rms(g) - d penalty/dx)), 0, 1)` with `g = d objective/dx`, where 0..1 stands for `range`.
 *
 * A picture depends on its own objective and the seed only, so many filters at once give what each gives alone.
 * Steps forward and backward passes a picture, and one forward pass; see `stream`. A filter without any gradient (a dead
 * ReLU) keeps its start picture and is named in `warnings`, as is one that gives NaN. Whether a picture shows anything:
 * `patternScores`.
 * Throws on a model of several inputs and on one that takes no images.
 * Erhan et al. 2009, Visualizing Higher-Layer Features of a Deep Network.
 *
 * @example
 * const { values, shape, objective } = await maximizeActivation(model, { layer: 'conv2', filters: [0, 1, 2] });
 * shape; // [3, 48, 48, 1]
 */
export async function maximizeActivation(
  model: ExplainableModel,
  objective: ActivationObjective,
  options: MaximizeActivationOptions = {},
): Promise<MaximizedActivation> {
  const snapshots = paint(model, objective, options, options.steps ?? defaultSteps);
  for await (const { done, total, result } of snapshots) if (done === total) return result();
  throw new Error('the pictures ended before all their steps were done');
}

/** {@link maximizeActivation} as it gets on, every `every` steps of a batch of pictures. */
export async function* streamMaximizeActivation(
  model: ExplainableModel,
  objective: ActivationObjective,
  options: MaximizeActivationOptions = {},
): AsyncGenerator<MaximizedActivation, void, undefined> {
  for await (const { result } of paint(model, objective, options, options.every ?? defaultEvery))
    yield result();
}

interface PaintedSoFar {
  /** Steps of pictures. */
  done: number;
  total: number;
  result: () => MaximizedActivation;
}

async function* paint(
  model: ExplainableModel,
  objective: ActivationObjective,
  options: MaximizeActivationOptions,
  every: number,
): AsyncGenerator<PaintedSoFar, void, undefined> {
  const settings = pictureOptions(options);
  const { steps, stepSize, optimizer, init, size, seed, score, range } = settings;
  const { signal } = options;
  const [low, high] = range;
  throwIfAborted(signal);
  const subject = toSubject(model, options);
  checkScore(subject.head, score);
  assertRunnable('maximizeActivation', subject, { init, size });
  const target = toObjective(subject, objective, score);
  const n = target.pictures;
  const [input] = subject.inputs;
  const start = await startPictures(init, { n, seed, range, input, size, noiseOf: target.startOf });
  const [, h, w, c] = start.shape;
  const octaves = shareOutSteps(steps, settings.octaves, [h, w]);
  const rule = stepRule(optimizer, stepSize);
  const batchSize = checkedBatchSize(options);
  const inRange = (value: number) => low + value * (high - low);

  const values = start.data.map(inRange);
  const reached = new Float32Array(n).fill(NaN);
  const trace = new Float32Array(n * (steps + 1)).fill(NaN);
  const warnings = [...subject.warnings];
  const total = n * steps;
  const result = (done: number) => ({
    method: 'maximizeActivation' as const,
    values: values.slice(),
    shape: [...start.shape],
    objective: reached.slice(),
    trace: trace.slice(),
    traceShape: [n, steps + 1],
    warnings: [...warnings],
    provenance: {
      ...provenance(subject.name, { ...splitOptions(options).rest, ...settings, objective }),
      progress: { done, total },
    },
  });

  for (let first = 0; first < n; first += batchSize) {
    const pictures = Array.from({ length: Math.min(batchSize, n - first) }, (_, i) => first + i);
    const count = pictures.length;
    const ascent = {
      ...settings,
      size: [h, w] as const,
      rule,
      // Every batch sees the same moves, so that pictures do not depend on how they were cut.
      random: seededRandom(seed + 1),
      afterStep: async (step: number) => {
        options.onProgress?.({ done: first * steps + count * (step + 1), total });
        await breathe(signal);
      },
    };
    let state = await beginAscent(ascent, octaves[0], start, { first, count });
    for (const octave of octaves) {
      state = await enterOctave(ascent, octave, state);
      for (const stretch of stretches(octave, every)) {
        throwIfAborted(signal);
        const bound = target.bind(pictures, [h, w, c]);
        try {
          const value = (x: tf.Tensor) => bound.value(tf.add(tf.mul(x, high - low), low));
          state = await ascend(ascent, { ...stretch, octave, objective: value }, state);
          const now = await finishedPictures(ascent, value, state);
          values.set(now.pictures.data.map(inRange), first * rowSize(start.shape));
          reached.set(now.objective.data, first);
        } finally {
          bound.dispose();
        }
        for (const i of pictures.keys()) {
          state.trace.forEach((row, step) => (trace[(first + i) * (steps + 1) + step] = row[i]));
          if (stretch.to < steps) continue;
          trace[(first + i) * (steps + 1) + steps] = reached[first + i];
          warnings.push(...courseWarnings(state, i, reached[first + i], target.label(first + i)));
        }
        const done = first * steps + count * stretch.to;
        yield { done, total, result: () => result(done) };
      }
    }
  }
}

/** What to know of a picture whose ascent is done. */
function courseWarnings(
  { trace, largestGradient }: AscentState,
  picture: number,
  reached: number,
  label: string,
): string[] {
  if (largestGradient[picture] === 0) return [`${label} had no gradient at any step`];
  const course = [...trace.map((row) => row[picture]), largestGradient[picture], reached];
  if (course.every(Number.isFinite)) return [];
  return [`${label}: its output or gradient was no finite number, so its picture means nothing`];
}

/** The steps of an octave, cut at every multiple of `every`. */
function stretches({ from, to }: Octave, every: number): { from: number; to: number }[] {
  const cuts = [from];
  for (let cut = (Math.floor(from / every) + 1) * every; cut < to; cut += every) cuts.push(cut);
  return cuts.map((cut, i) => ({ from: cut, to: cuts[i + 1] ?? to }));
}
