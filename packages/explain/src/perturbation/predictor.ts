import * as tf from '@tensorflow/tfjs-core';
import { unlessAborted } from '../common/abort';
import type { Images, PlainBatch } from '../common/images';
import { readAndDispose } from '../common/map-batches';
import type { ScoreOptions } from '../common/options';
import { prepare, type Prepared } from '../common/prepare';
import { targetScores } from '../common/score-gradient';
import type { ExplainableModel, ScoreFunction } from '../common/subject';
import type { ResolvedTarget } from '../common/target';
import { inputWarnings } from './image-inputs';
import { isPlainDataModel, type BlackBoxModel, type PlainDataModel, type PlainScores } from './black-box';

/** The explained score of every row and its class (-1 where a function chose). */
interface RowScores {
  scores: ArrayLike<number>;
  targets: ArrayLike<number>;
}

/** A model of any kind, with images and a score, all checked. */
export interface BlackBox<P extends Prepared = Prepared> {
  prepared: P;
  /**
   * The scores of the rows that `build` makes, one tensor an input; `build` is called in a tidy. Aborting `signal` ends
   * the wait for a model that takes its time.
   */
  predict(build: () => tf.Tensor[], target: ResolvedTarget, signal?: AbortSignal): Promise<RowScores>;
}

/** Checks everything that can be checked before anything runs; `method` is the name in the catalogue. */
export async function prepareBlackBox(
  method: string,
  model: BlackBoxModel,
  images: Images,
  options: ScoreOptions,
): Promise<BlackBox> {
  const box = await asBlackBox(model, (seen) => prepare(method, seen, images, options));
  box.prepared.subject.warnings.push(...inputWarnings(box.prepared));
  return box;
}

/** What `check` has prepared, with the scores of any rows; `check` gets the model as one that could be of tensors. */
export async function asBlackBox<P extends Prepared>(
  model: BlackBoxModel,
  check: (model: ExplainableModel) => Promise<P>,
): Promise<BlackBox<P>> {
  if (typeof model !== 'function') {
    const prepared = await check(model);
    return { prepared, predict: (build, target) => onDevice(prepared, build, target) };
  }
  let plain = isPlainDataModel(model) ? sameClasses(model) : undefined;
  const prepared = await check(onlySync(model as ScoreFunction));
  return {
    prepared,
    async predict(build, target, signal) {
      if (plain) return onPlainRows(plain, prepared, build, target, signal);
      try {
        return await onDevice(prepared, build, target);
      } catch (error) {
        if (!(error instanceof PromiseInstead)) throw error;
        plain = sameClasses(model as PlainDataModel);
        return onPlainRows(plain, prepared, build, target, signal);
      }
    },
  };
}

/** A function that was taken for one of tensors has returned a promise. */
class PromiseInstead extends Error {}

function onlySync(model: ScoreFunction): ScoreFunction {
  return (...xs) => {
    const result: unknown = model(...xs);
    if (!isPromise(result)) return result as tf.Tensor;
    // It was called with what it does not take: how that ends is of no interest.
    result.then(undefined, () => undefined);
    throw new PromiseInstead('the function returns a promise');
  };
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | undefined)?.then === 'function';

function onDevice(
  { subject, score }: Prepared,
  build: () => tf.Tensor[],
  target: ResolvedTarget,
): Promise<RowScores> {
  return readRows(() => ({ ...targetScores(subject, build(), target, score) }));
}

/** A model on plain data, its answers checked. */
type CheckedModel = (...inputs: PlainBatch[]) => Promise<PlainScores>;

/** A model whose answers have the form that they must have, and the same classes every time. */
function sameClasses(model: PlainDataModel): CheckedModel {
  let classes: string | undefined;
  return async (first, ...more) => {
    const output = asScores(await model(first, ...more), first);
    const own = output.shape.slice(1).join(', ');
    if (own !== (classes ??= own)) {
      throw new Error(`the model returned scores of [n, ${own}] (expected [n, ${classes}], as before)`);
    }
    return output;
  };
}

async function onPlainRows(
  model: CheckedModel,
  { subject, score }: Prepared,
  build: () => tf.Tensor[],
  target: ResolvedTarget,
  signal: AbortSignal | undefined,
): Promise<RowScores> {
  const xs = tf.tidy(() => Object.fromEntries(build().map((x, i) => [i, x])));
  const output = await unlessAborted(model(...Object.values(await readAndDispose(xs))), signal);
  return readRows(() => {
    const scores = tf.tensor(Float32Array.from(output.data), [...output.shape]);
    return { ...targetScores({ ...subject, run: () => scores }, [], target, score) };
  });
}

async function readRows(compute: () => Record<string, tf.Tensor>): Promise<RowScores> {
  const { scores, targets } = await readAndDispose(tf.tidy(compute));
  return { scores: scores.data, targets: targets.data };
}

function asScores(output: PlainScores | undefined, { shape: [rows] }: PlainBatch): PlainScores {
  if (output instanceof tf.Tensor) {
    throw new Error(
      'the async model returned a tensor (expected { data, shape }, e.g. { data: await tensor.data(), shape: tensor.shape })',
    );
  }
  const shape = Array.from(output?.shape ?? []);
  const size = shape.reduce((a, b) => a * b, 1);
  if (!output?.data || shape.length < 2 || shape[0] !== rows || output.data.length !== size) {
    const is = output?.data ? `${output.data.length} numbers of shape [${shape.join(', ')}]` : typeof output;
    throw new Error(`the model returned ${is} (expected { data, shape } of shape [${rows}, classes])`);
  }
  return output;
}
