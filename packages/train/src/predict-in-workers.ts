import type * as tfl from '@tensorflow/tfjs-layers';
import { checkWhole } from './check-whole';
import { eventLoopTurn, throwIfAborted } from './event-loop-turn';
import { inOrder } from './in-order';
import { mostProbable } from './most-probable';
import { scorer } from './parallel/scorer';
import { useWorkers, type WorkersOptions } from './parallel/use-workers';

export interface PredictInWorkersOptions extends WorkersOptions {
  /** Images a forward pass. Default 128. */
  batchSize?: number;
  /** Preprocesses a batch in place; it is a copy. Default: the images are as the model wants them. */
  prepare?: (data: Float32Array) => void;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

export interface WorkersPrediction {
  /** `[n, classes]`, row-major; what the model's last layer gives. */
  probabilities: Float32Array;
  shape: [number, number];
  /** Index of each image's most probable class, the first of equals: of a model of more than 256 classes in 16 bits. */
  labels: Uint8Array | Uint16Array;
}

/**
 * Class probabilities of images `[n, h, w, c]` in several threads: the numbers of `predict` of `@fer/models` (where
 * `prepare` does the same preprocessing), in its form, whatever the number of threads.
 *
 * @throws where the images do not fit the model's input; `AbortError` when aborted; the name of a thread that dies.
 * @example
 * const { preprocessing } = readModelInfo(model);
 * await predictInWorkers(model, images, { prepare: (data) => preprocess(data, preprocessing), workers: 2, startWorker });
 */
export async function predictInWorkers(
  model: tfl.LayersModel,
  { data, shape }: { data: Float32Array; shape: [number, number, number, number] },
  {
    batchSize = 128,
    prepare = () => undefined,
    signal,
    onProgress,
    workers,
    startWorker,
  }: PredictInWorkersOptions = {},
): Promise<WorkersPrediction> {
  checkWhole('batchSize', batchSize);
  const [n, ...image] = shape;
  const expected = model.inputs[0].shape.slice(1);
  if (image.length !== expected.length || expected.some((size, i) => size !== null && size !== image[i])) {
    throw new Error(
      `images of shape [${image.join(', ')}] do not fit ${model.name} (expected [${expected.join(', ')}])`,
    );
  }
  const size = image.reduce((product, length) => product * length, 1);
  if (data.length !== n * size) {
    throw new Error(
      `images have ${data.length} values (expected ${n * size} for shape [${shape.join(', ')}])`,
    );
  }
  const [h, w, c] = image;
  function* parts() {
    for (let start = 0; start < n; start += batchSize) {
      const count = Math.min(batchSize, n - start);
      const part = data.slice(start * size, (start + count) * size);
      prepare(part);
      yield { start, count, part };
    }
  }
  const classes = (model.outputs[0].shape as number[]).at(-1) ?? 1;
  const probabilities = new Float32Array(n * classes);
  throwIfAborted(signal);
  await useWorkers(model, { workers, startWorker }, Math.ceil(n / batchSize), async (pool) => {
    const { lanes, predict } = await scorer(model, pool);
    for await (const { item, result } of inOrder(
      parts(),
      ({ part, count }) => predict(part, [count, h, w, c]),
      { lanes },
    )) {
      probabilities.set(result, item.start * classes);
      onProgress?.({ done: item.start + item.count, total: n });
      await eventLoopTurn(signal);
    }
  });
  const labels = mostProbable(probabilities, classes);
  return { probabilities, shape: [n, classes], labels: classes > 256 ? labels : Uint8Array.from(labels) };
}
