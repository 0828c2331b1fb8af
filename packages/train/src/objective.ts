import type { Batch } from './batch';

/** What the loss makes of the labels. */
export interface ObjectiveOptions {
  /**
   * What an image of each class counts in the loss, numbers >= 0 (`classWeights` of `@fer/data` makes all classes count
   * alike). Default: all images alike.
   */
  classWeights?: readonly number[];
  /** Share of each label that is spread evenly over all classes, 0 <= share < 1 (Szegedy et al. 2016). Default 0. */
  labelSmoothing?: number;
}

/**
 * Gives batches the soft labels and weights that the options ask for.
 *
 * Of a mixed image the weight is that of its classes in proportion. Smoothing does not change it.
 *
 * @throws on options out of range.
 */
export function objective(
  { classWeights, labelSmoothing = 0 }: ObjectiveOptions,
  classes: number,
): (batch: Batch) => Batch {
  if (!(labelSmoothing >= 0 && labelSmoothing < 1))
    throw new Error(`invalid labelSmoothing: ${labelSmoothing} (expected 0 <= share < 1)`);
  if (classWeights && !(classWeights.length === classes && classWeights.every((w) => w >= 0 && w < Infinity)))
    throw new Error(`invalid classWeights: ${classWeights.join(', ')} (expected ${classes} numbers >= 0)`);
  if (classWeights === undefined && labelSmoothing === 0) return (batch) => batch;
  return (batch) => {
    const targets = batch.labelWeights ?? oneHot(batch.labels, classes);
    return {
      ...batch,
      ...(classWeights && { sampleWeights: sampleWeights(batch, targets, classWeights) }),
      labelWeights: targets.map((share) => share * (1 - labelSmoothing) + labelSmoothing / classes),
    };
  };
}

function sampleWeights(
  { sampleWeights: given, labels }: Batch,
  targets: Float32Array,
  weights: readonly number[],
): Float32Array {
  return Float32Array.from({ length: labels.length }, (_, i) => {
    const own = weights.reduce((sum, weight, k) => sum + weight * targets[i * weights.length + k], 0);
    return own * (given?.[i] ?? 1);
  });
}

function oneHot(labels: ArrayLike<number>, classes: number): Float32Array {
  const targets = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) targets[i * classes + labels[i]] = 1;
  return targets;
}
