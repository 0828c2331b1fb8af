import * as tf from '@tensorflow/tfjs-core';
import { assertRunnable } from '../catalogue/can-explain';
import { findMethod } from '../catalogue/methods';
import { breathe, throwIfAborted } from '../common/abort';
import { provenance, type Provenance } from '../common/attribution';
import { rowSize, rowsToTensor } from '../common/images';
import {
  checkedBatchSize,
  checkOptionNames,
  checkOptionTypes,
  type RunOptions,
  type ScoreOptions,
} from '../common/options';
import { seededRandom } from '../common/random';
import { checkScore } from '../common/score-head';
import { splitOptions } from '../common/split-options';
import { toSubject, type ExplainableModel } from '../common/subject';
import { ascend } from './ascend';
import { checkPictureOptions } from './check-picture-options';
import { toObjective, type ActivationObjective } from './objective';
import { blur, totalVariation, type Regularizer } from './regularizers';
import { startPictures, type PictureStart } from './start-pictures';
import { stepRule, type StepRuleName } from './step-rules';
import { jitter, type Transform } from './transforms';

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
  /** Default `[totalVariation(), blur()]`; `[]` for the bare objective. */
  regularizers?: readonly Regularizer[];
  /** Default `[jitter()]`. */
  transforms?: readonly Transform[];
  /** `[h, w, c]` of the picture, where the model leaves it open. */
  size?: readonly [number, number, number];
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
  /** `[pictures, steps + 1]`: the objective before each step, of the picture as the transforms moved it, and at the end. */
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
 * Steps forward and backward passes a picture, and one forward pass. A filter without any gradient (a dead ReLU) keeps
 * its start picture and is named in `warnings`.
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
  checkOptionNames(options, findMethod('maximizeActivation').options);
  checkOptionTypes(options);
  const { steps = 100, stepSize = 0.02, optimizer = 'adam', init = 'noise', size } = options;
  const { regularizers = [totalVariation(), blur()], transforms = [jitter()] } = options;
  const { seed = 0, score = 'logit', signal, range = [0, 1] } = options;
  const [low, high] = range;
  if (!(low < high && Number.isFinite(high - low)))
    throw new Error(`invalid range: [${low}, ${high}] (expected two numbers, the lower first)`);
  if (!Number.isInteger(steps) || steps < 1)
    throw new Error(`invalid steps: ${steps} (expected a whole number from 1)`);
  checkPictureOptions(regularizers, transforms);
  throwIfAborted(signal);
  const subject = toSubject(model, options);
  checkScore(subject.head, score);
  assertRunnable('maximizeActivation', subject, { init, size });
  const target = toObjective(subject, objective, score);
  const n = target.pictures;
  const start = await startPictures(init, { n, seed, range, input: subject.inputs[0], size });
  const values = new Float32Array(start.data.length);
  const reached = new Float32Array(n);
  const trace = new Float32Array(n * (steps + 1));
  const warnings = [...subject.warnings];
  const batchSize = checkedBatchSize(options);

  for (let first = 0; first < n; first += batchSize) {
    const count = Math.min(batchSize, n - first);
    const result = await ascend({
      start: () => rowsToTensor(start, first, count),
      objective: (x) => target.evaluate(tf.add(tf.mul(x, high - low), low), first),
      rule: stepRule(optimizer, stepSize),
      // Every batch sees the same moves, so that pictures do not depend on how they were cut.
      random: seededRandom(seed + 1),
      steps,
      regularizers,
      transforms,
      afterStep: async (step) => {
        options.onProgress?.({ done: first * steps + count * (step + 1), total: n * steps });
        await breathe(signal);
      },
    });
    values.set(
      result.values.map((value) => low + value * (high - low)),
      first * rowSize(start.shape),
    );
    for (let i = 0; i < count; i++) {
      result.trace.forEach((row, step) => (trace[(first + i) * (steps + 1) + step] = row[i]));
      reached[first + i] = result.trace[steps][i];
      if (result.largestGradient[i] === 0)
        warnings.push(`${target.label(first + i)} had no gradient at any step`);
    }
  }
  const settings = {
    steps,
    stepSize,
    optimizer,
    init,
    regularizers,
    transforms,
    seed,
    score,
    range,
    objective,
  };
  return {
    method: 'maximizeActivation',
    values,
    shape: [...start.shape],
    objective: reached,
    trace,
    traceShape: [n, steps + 1],
    warnings,
    provenance: provenance(subject.name, { ...splitOptions(options).rest, ...settings }),
  };
}
