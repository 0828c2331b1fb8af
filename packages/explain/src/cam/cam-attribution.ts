import { provenance, type Attribution, type Provenance } from '../common/attribution';
import { rowOf, type PlainBatch } from '../common/images';
import { scoreOptions } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import { aboutImages, saturationWarnings, valueWarnings } from '../common/warnings';
import type { CamSubject } from './cam-subject';

/** What every method of the family takes. */
export interface CamOptions extends AttributionOptions {
  /** Layer whose output is weighed. Default: the last convolution-like layer, with a warning that it was guessed. */
  layer?: string;
  /** `true` drops the negative part of the map. Default `false`: raw signed values. */
  relu?: boolean;
}

/** Maps at the layer's resolution: `shape` is `[n, h, w]`, of a layer over time `[n, t]`, over a volume `[n, d, h, w]`. */
export interface CamAttribution extends Attribution {
  /** Of methods that weigh whole channels, the weight of each: `[n, channels]`, row-major. */
  weights?: Float32Array;
}

/** Of a method that weighs whole channels. */
export interface WeighedCamAttribution extends CamAttribution {
  weights: Float32Array;
}

/** What a method has computed; `values` are signed. */
export interface CamResult {
  values: Float32Array;
  shape: readonly number[];
  weights?: Float32Array;
  scores: ArrayLike<number>;
  targets: ArrayLike<number>;
  warnings?: readonly string[];
  /** Of an iterative method. */
  progress?: Provenance['progress'];
}

/** Assembles the result of a method of the family. */
export function camAttribution(
  subject: CamSubject,
  options: CamOptions,
  result: CamResult & { weights: Float32Array },
): WeighedCamAttribution;
export function camAttribution(subject: CamSubject, options: CamOptions, result: CamResult): CamAttribution;
export function camAttribution(
  { method, prepared, call, notes }: CamSubject,
  options: CamOptions,
  result: CamResult,
): CamAttribution {
  const { relu = false } = options;
  const { rest } = splitOptions(options);
  const { values, weights, shape } = result;
  return {
    method,
    values: relu ? values.map((value) => Math.max(0, value)) : values,
    shape: [...shape],
    targets: Int32Array.from(result.targets),
    targetScores: Float32Array.from(result.scores),
    ...(weights && { weights }),
    warnings: [
      ...prepared.subject.warnings,
      ...notes,
      ...(shape.slice(1).every((size) => size === 1)
        ? [`the map of layer '${call.name}' is ${shape.slice(1).join(' x ')}: it can't say where`]
        : []),
      ...(result.warnings ?? []),
      ...saturationWarnings(prepared.score, result.scores, result.targets),
      ...valueWarnings([{ data: values, shape }]),
      ...(relu ? negativeMaps({ data: values, shape }) : []),
    ],
    provenance: {
      ...provenance(prepared.subject.name, { ...scoreOptions(options), ...rest, layer: call.name, relu }),
      ...(result.progress && { progress: { ...result.progress } }),
    },
  };
}

/** With relu, the images whose map has only a negative part. */
function negativeMaps(maps: PlainBatch): string[] {
  const negative = Array.from({ length: maps.shape[0] }, (_, image) => image).filter((image) => {
    const map = rowOf(maps, image);
    return map.every((value) => value <= 0) && map.some((value) => value < 0);
  });
  return aboutImages(negative, 'the map has no positive part, so with relu it is zero everywhere');
}
