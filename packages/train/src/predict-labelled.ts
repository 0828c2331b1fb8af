import type * as tfl from '@tensorflow/tfjs-layers';
import { toBatchSource, type BatchSource, type LabelledData } from './batch';
import { checkWhole } from './check-whole';
import { checkedSource } from './checked-source';
import { eventLoopTurn, throwIfAborted } from './event-loop-turn';
import { inOrder } from './in-order';
import { mostProbable } from './most-probable';
import { scorer } from './parallel/scorer';
import { useWorkers, type WorkersOptions } from './parallel/use-workers';
import type { WorkerPool } from './parallel/worker-pool';
import { checkTestTimeViews, countViews, viewedSource, type TestTimeViews } from './test-time-views';

/** Labelled images; for an ensemble also one a model, where each wants them preprocessed in its own way. */
export type EvaluatedData = LabelledData | BatchSource | readonly (LabelledData | BatchSource)[];

export interface PredictLabelledOptions extends WorkersOptions {
  /** Images a forward pass. Default 128. */
  batchSize?: number;
  /** Class names in the order of the outputs; default those of the data, else '0', '1', … */
  classes?: string[];
  /** Views of each image whose probabilities are averaged. Default: the image as it is. */
  views?: TestTimeViews;
  signal?: AbortSignal;
  /** In images; each counts once a view and model. */
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** What a model, or several together, gave to labelled images. */
export interface LabelledPrediction {
  /** `[n, classes]`, row-major, each row sums to 1. */
  probabilities: Float32Array;
  shape: [number, number];
  /** The true class of each image. */
  labels: Uint16Array;
  /** The most probable class of each image, the first of equals. */
  predicted: Uint16Array;
  /** Cross-entropy of each image, nats: computed from logits, so exact where probabilities underflow. */
  losses: Float32Array;
  /** Names, in the order of the columns. */
  classes: string[];
}

/**
 * Class probabilities of labelled images, in inference mode: a model's, or the mean of several models' (an ensemble) and of
 * several views' (test-time augmentation).
 *
 * `p(class) = 1/(M V) Σ_model Σ_view softmax(logits)`; the loss is that of the mean.
 *
 * @throws where images or labels do not fit the model, models differ in their classes, or a score is NaN; `AbortError`.
 */
export async function predictLabelled(
  model: tfl.LayersModel | readonly tfl.LayersModel[],
  data: EvaluatedData,
  options: PredictLabelledOptions = {},
): Promise<LabelledPrediction> {
  const { batchSize = 128, views, workers, startWorker, signal, onProgress } = options;
  checkWhole('batchSize', batchSize);
  if (views !== undefined) checkTestTimeViews(views);
  const models = Array.isArray(model) ? (model as tfl.LayersModel[]) : [model as tfl.LayersModel];
  const sources = sourcesOf(models, data, views);
  const classes = outputsOf(models[0]);
  const names = options.classes ?? sources[0].classes ?? Array.from({ length: classes }, (_, k) => `${k}`);
  if (names.length !== classes)
    throw new Error(`${names.length} class names for a model with ${classes} outputs`);
  const passes = countViews(views);
  const size = sources[0].size / passes;
  const sum = new PredictionSum(size, classes, models.length * passes);
  throwIfAborted(signal);
  const useful = Math.ceil(size / batchSize) * passes;
  await useWorkers(models[0], { workers, startWorker }, useful, async (pool) => {
    for (const [m, member] of models.entries()) {
      await useWorkers(member, { workers: pool ?? 0 }, useful, (built) => predictMember(member, m, built));
    }
  });
  return { ...sum.mean(), classes: names };

  /** Adds one model's predictions, view by view. */
  async function predictMember(member: tfl.LayersModel, m: number, pool: WorkerPool | undefined) {
    const { lanes, score } = await scorer(member, pool);
    const batches = sources[m].batches({ batchSize, seed: 0, epoch: 0, shuffle: false });
    let done = 0;
    let view = 0;
    let start = 0;
    for await (const { item, result } of inOrder(batches, score, { lanes })) {
      const { labels } = item;
      for (let i = 0; i < labels.length; i++) {
        const logits = result.logits.subarray(i * classes, (i + 1) * classes);
        sum.add(start + i, m * passes + view, logits, labels[i]);
      }
      done += labels.length;
      view = (view + 1) % passes;
      if (view === 0) start += labels.length;
      onProgress?.({ done: m * size * passes + done, total: models.length * size * passes });
      await eventLoopTurn(signal);
    }
    if (done !== size * passes)
      throw new Error(`the evaluated set gave ${done / passes} images (expected ${size}, its size)`);
  }
}

/** Sums up log softmax by image; adding in another order would round otherwise. */
class PredictionSum {
  readonly #probabilities: Float64Array;
  /** Log probability of the true class by image and pass. */
  readonly #logTrue: Float32Array;
  readonly #labels: Uint16Array;
  /** The largest logit's class, where there is one pass only: rounded probabilities can tie where logits do not. */
  readonly #first: Uint16Array;

  constructor(
    readonly size: number,
    readonly classes: number,
    readonly passes: number,
  ) {
    this.#probabilities = new Float64Array(size * classes);
    this.#logTrue = new Float32Array(size * passes);
    this.#labels = new Uint16Array(size);
    this.#first = new Uint16Array(size);
  }

  add(image: number, pass: number, logits: Float32Array, label: number): void {
    const { classes, passes } = this;
    if (!logits.every(Number.isFinite))
      throw new Error(`the model gives image ${image} a score that is no number`);
    if (pass > 0 && label !== this.#labels[image])
      throw new Error(
        `image ${image} has the label ${label} for one model and ${this.#labels[image]} for another`,
      );
    const [best] = mostProbable(logits, classes);
    // Log softmax, in double precision and shifted by the largest logit; then rounded to the float32 of the logits, since
    // the last bit of exp and log in double precision differs between versions of a JavaScript engine.
    const logSum = Math.log(logits.reduce((sum, z) => sum + Math.exp(z - logits[best]), 0)) + logits[best];
    for (let k = 0; k < classes; k++)
      this.#probabilities[image * classes + k] += Math.fround(Math.exp(logits[k] - logSum));
    this.#logTrue[image * passes + pass] = logits[label] - logSum;
    this.#labels[image] = label;
    if (pass === 0) this.#first[image] = best;
  }

  mean(): Omit<LabelledPrediction, 'classes'> {
    const { size, classes, passes } = this;
    return {
      probabilities: Float32Array.from(this.#probabilities, (sum) => sum / passes),
      shape: [size, classes],
      labels: this.#labels,
      predicted: passes === 1 ? this.#first : mostProbable(this.#probabilities, classes),
      losses: Float32Array.from(
        { length: size },
        (_, i) => -logMeanExp(this.#logTrue.subarray(i * passes, (i + 1) * passes)),
      ),
    };
  }
}

/** ln(mean(exp(values))), without underflow. */
function logMeanExp(values: Float32Array): number {
  if (values.length === 1) return values[0];
  const largest = Math.max(...values);
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return largest + Math.log(sum / values.length);
}

function sourcesOf(
  models: tfl.LayersModel[],
  data: EvaluatedData,
  views: TestTimeViews | undefined,
): BatchSource[] {
  if (models.length === 0) throw new Error('invalid number of models: 0 (expected at least one)');
  const each = Array.isArray(data) ? (data as (LabelledData | BatchSource)[]) : undefined;
  if (each && each.length !== models.length)
    throw new Error(`${each.length} data sets for ${models.length} models (expected one, or one a model)`);
  const sources = models.map((model, m) => {
    const own = each ? each[m] : (data as LabelledData | BatchSource);
    if (outputsOf(model) !== outputsOf(models[0]))
      throw new Error(
        `model ${m + 1} of ${models.length} has ${outputsOf(model)} classes (expected ${outputsOf(models[0])} as the first)`,
      );
    const [h, w] = model.inputs[0].shape.slice(1);
    return checkedSource(model, views ? viewedSource(toBatchSource(own), views, [h, w]) : own, 'evaluated');
  });
  const odd = sources.find(({ size }) => size !== sources[0].size);
  if (odd) throw new Error(`${odd.size} images for one model and ${sources[0].size} for another`);
  return sources;
}

function outputsOf(model: tfl.LayersModel): number {
  return (model.outputs[0].shape as number[]).at(-1) ?? 0;
}
