import { transfer } from 'comlink';
import { attributionMaps } from '@fer/experiments';
import * as explain from '@fer/explain';
import type { Attribution, CanExplainOptions } from '@fer/explain';
import type { ImageBatch } from '@fer/models';
import type { ModelRef } from '../../library/model-ref';
import { askBackend } from './ask-backend';
import { methodOptions, type Settings } from './method-options';
import { modelInput } from './model-input';
import { openModel } from './open-model';

/** A method and how it is to be run: plain data, as it stands in an address. */
export interface Question {
  /** A name of the catalogue, of a method whose values can be drawn over an image. */
  method: string;
  /** The class that is explained. Default: the one that is predicted, of each image its own. */
  target?: number;
  /** What the method takes, by the names of `@fer/explain`. */
  settings?: Settings;
}

/** What a method says of images. */
export interface Explanation {
  method: string;
  /** One map an image, summed over channels, raw and signed: `[n, h, w]`. */
  maps: Float32Array;
  /** Of the image or of a layer. */
  shape: [n: number, h: number, w: number];
  /** The class explained, one an image. */
  targets: Int32Array;
  targetScores: Float32Array;
  /** Completeness error, one an image, of methods whose values share out a score. */
  delta?: Float32Array;
  warnings: string[];
  /** Of a result on the way. */
  progress?: { done: number; total: number };
  /** What it took, without waiting for who watches. */
  milliseconds: number;
  backend: string;
  /** Every option that decided the numbers. */
  options: Record<string, unknown>;
}

/** Results on the way come no faster than this, milliseconds. */
const PAUSE = 150;

/**
 * Explains what a model says of images (0..1, of any size: they are brought to the model's).
 *
 * @param onResult gets results of iterative methods as they improve; the next is computed when it returns.
 * @throws `AbortError` when aborted; what the method can't do.
 */
export async function explainImages(
  ref: ModelRef,
  images: ImageBatch,
  { method, target = undefined, settings = {} }: Question,
  signal?: AbortSignal,
  onResult?: (result: Explanation) => unknown,
): Promise<Explanation> {
  const { name: backend } = await askBackend();
  const opened = await openModel(ref);
  const input = modelInput(images, opened);
  const options = {
    ...methodOptions(method, settings, opened),
    outputs: opened.outputs,
    ...(target !== undefined && { target }),
    signal,
  } as CanExplainOptions;
  const can = explain.canExplain(opened.model, method, without(options, 'signal'));
  if (!can.ok) throw new Error(can.reason);

  let spent = 0;
  let start = performance.now();
  const told = (result: Attribution): Explanation => ({ ...plain(result), milliseconds: spent, backend });
  if (!onResult || !isIterative(method)) {
    const result = await explain[method as 'saliency'](opened.model, input, options);
    spent = performance.now() - start;
    return crossing(told(result));
  }
  let last: Attribution | undefined;
  let shown = start;
  for await (const result of explain.stream(method as 'smoothGrad', opened.model, input, options)) {
    spent += performance.now() - start;
    last = result;
    const { done, total } = result.provenance.progress ?? { done: 1, total: 1 };
    if (done < total && performance.now() - shown > PAUSE) {
      await onResult(crossing({ ...told(result), progress: { done, total } }));
      shown = performance.now();
    }
    start = performance.now();
  }
  return crossing(told(last!));
}

const isIterative = (method: string) =>
  explain.methods.some(({ name, iterative }) => name === method && iterative);

function plain(attribution: Attribution) {
  const { values: maps, shape } = attributionMaps(attribution);
  const { method, targets, targetScores, delta, warnings, provenance } = attribution;
  return { method, maps, shape, targets, targetScores, delta, warnings, options: provenance.options };
}

/** The maps are handed over, not copied. */
const crossing = (result: Explanation) => transfer(result, [result.maps.buffer]);

function without<T extends object>(options: T, name: keyof T): T {
  const rest = { ...options };
  delete rest[name];
  return rest;
}
