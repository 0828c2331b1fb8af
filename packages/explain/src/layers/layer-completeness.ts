import { completenessDelta } from '../common/completeness';
import type { PlainBatch } from '../common/images';
import { completenessWarnings, notConverged } from '../common/warnings';
import { bypassWarning, type PreparedLayer } from './prepared-layer';

/**
 * What is missing to completeness, and why: the part of the score that does not pass through the layer, or steps.
 * `whole` is what the weights of the path's rule add up to.
 */
export function layerCompleteness(
  prepared: PreparedLayer,
  values: PlainBatch,
  end: ArrayLike<number>,
  start: ArrayLike<number>,
  whole = 1,
): { delta: Float32Array; warnings: string[] } {
  const delta = completenessDelta([values], end, start);
  const bypass = bypassWarning(prepared);
  if (bypass.length > 0) return { delta, warnings: bypass };
  const difference = Float32Array.from(end, (score, image) => score - start[image]);
  const missed = delta.map((d, image) => d + difference[image] * (1 - whole));
  return { delta, warnings: completenessWarnings([values], missed, difference, notConverged) };
}
