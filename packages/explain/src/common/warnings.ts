import { rowOf, type PlainBatch } from './images';
import type { Score } from './options';

/** The error that counts as converged: Sundararajan et al. 2017 ask for 5 % of the difference of the scores. */
const convergedWithin = 0.05;
/** Less than this share of all the values' sizes is rounding. */
const roundingShare = 1e-3;
/** Nearer to 0 or 1 than this, a probability hardly answers to anything. */
const saturatedWithin = 1e-4;

/** What {@link completenessWarnings} says of a path that was cut into too few steps. */
export const notConverged = { what: 'not converged', remedy: 'take more steps' };

/** What it says of a method that should be exact. */
export const notComplete = { what: 'not complete', remedy: 'delta says what is missing' };

/**
 * Says of which images a method's values miss completeness: where `missed`, the sum of the values minus `difference`, the
 * difference of the scores, is more than 5 % of it (and more than 0.1 % of the sum of the values' sizes: less can be
 * rounding).
 */
export function completenessWarnings(
  values: readonly PlainBatch[],
  missed: ArrayLike<number>,
  difference: ArrayLike<number>,
  { what, remedy }: { what: string; remedy: string },
): string[] {
  const images = Array.from(missed).flatMap((miss, image) => {
    const notable = Math.max(
      convergedWithin * Math.abs(difference[image]),
      roundingShare * sumOfSizes(values, image),
    );
    // A missing number is no rounding either.
    return Math.abs(miss) <= notable && Number.isFinite(notable) ? [] : [image];
  });
  if (images.length === 0) return [];
  const worst = Math.max(...images.map((image) => Math.abs(missed[image] / difference[image])));
  const by = Number.isFinite(worst) ? `up to ${percent(worst)}` : 'more than all';
  return [
    `${what} for ${imageList(images)}: the values' sum misses ${by} of the difference of the scores (${remedy})`,
  ];
}

/**
 * Says of which images the gradients all but vanish because the explained probability is nearer than 1e-4 to 0 or 1 (for
 * `'logProbability'` only to 1); `so` says what follows from it. Images whose score a target function chose (`targets` -1) are passed over.
 */
export function saturationWarnings(
  score: Score,
  scores: ArrayLike<number>,
  targets: ArrayLike<number>,
  so = 'its gradients all but vanish',
): string[] {
  if (score === 'logit') return [];
  const isSaturated = (value: number) =>
    score === 'probability'
      ? Math.min(value, 1 - value) < saturatedWithin
      : value > Math.log1p(-saturatedWithin);
  const images = Array.from(scores).flatMap((value, image) =>
    targets[image] >= 0 && isSaturated(value) ? [image] : [],
  );
  if (images.length === 0) return [];
  const where = score === 'probability' ? '0 or 1' : '1';
  return [
    `the ${score} of ${imageList(images)} is so near ${where} that ${so} (score 'logit' does not saturate)`,
  ];
}

/** Says of which images the values, in all batches, are zero everywhere, and of which they are no finite numbers. */
export function valueWarnings(values: readonly PlainBatch[]): string[] {
  const n = values[0].shape[0];
  const those = (matches: (rows: readonly Float32Array[]) => boolean) =>
    Array.from({ length: n }, (_, image) => image).filter((image) =>
      matches(values.map((batch) => rowOf(batch, image))),
    );
  const zero = those((rows) => rows.every((row) => row.every((value) => value === 0)));
  const broken = those((rows) => rows.some((row) => row.some((value) => !Number.isFinite(value))));
  return [
    ...aboutImages(zero, 'the map is zero everywhere'),
    ...aboutImages(
      broken,
      'the map has values that are no finite numbers (has the model any? does its score?)',
    ),
  ];
}

/** `image 3: text`, `images 3 and 5: text`; nothing when there are none. */
export function aboutImages(images: readonly number[], text: string): string[] {
  return images.length === 0 ? [] : [`${imageList(images)}: ${text}`];
}

/** `image 3`, `images 0 and 2`, `images 0, 1, 2 and 7 more`; or of what `noun` says. */
export function imageList(images: readonly number[], noun = 'image'): string {
  if (images.length === 1) return `${noun} ${images[0]}`;
  const shown = images.length > 6 ? images.slice(0, 5) : images.slice(0, -1);
  const last = images.length > 6 ? `${images.length - 5} more` : images.at(-1);
  return `${noun}s ${shown.join(', ')} and ${last}`;
}

function sumOfSizes(values: readonly PlainBatch[], image: number): number {
  let sum = 0;
  for (const batch of values) for (const value of rowOf(batch, image)) sum += Math.abs(value);
  return sum;
}

function percent(part: number): string {
  return `${Number((100 * part).toPrecision(2))} %`;
}
