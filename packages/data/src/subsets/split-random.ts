import { hardLabels } from '../hard-labels';
import type { LabelledImages } from '../labelled-images';
import { permutation } from '../permutation';
import { select } from './select';

export interface SplitRandomOptions {
  /** Any safe integer; the same seed gives the same two sets. */
  seed: number;
  /** Keep each class's share the same in both sets, to within one image. Default true. */
  stratify?: boolean;
}

/**
 * Two disjoint random sets that together are `ds`: the first has `round(fraction * n)` images. Both keep the
 * order of `ds`. With `stratify`, class `k` of `n_k` images gives the first set `floor` or `ceil` of
 * `fraction * n_k`, the largest remainders rounded up.
 *
 * ```ts
 * const [train, validation] = splitRandom(ds, 0.8, { seed: 1 });
 * ```
 */
export function splitRandom(
  ds: LabelledImages,
  fraction: number,
  { seed, stratify = true }: SplitRandomOptions,
): [first: LabelledImages, second: LabelledImages] {
  if (!(fraction >= 0 && fraction <= 1))
    throw new RangeError(`invalid fraction: ${fraction} (expected 0..1)`);
  const n = ds.shape[0];
  const order = permutation(n, seed);
  const groups = stratify ? groupByLabel(order, hardLabels(ds)) : [[...order]];
  const quotas = apportion(
    groups.map((group) => group.length * fraction),
    Math.round(n * fraction),
  );
  const inFirst = new Uint8Array(n);
  groups.forEach((group, g) => {
    for (const i of group.slice(0, quotas[g])) inFirst[i] = 1;
  });
  const rows = Array.from(inFirst.keys());
  return [
    select(
      ds,
      rows.filter((i) => inFirst[i]),
    ),
    select(
      ds,
      rows.filter((i) => !inFirst[i]),
    ),
  ];
}

function groupByLabel(order: Uint32Array, labels: Uint8Array): number[][] {
  const groups: number[][] = [];
  for (const i of order) (groups[labels[i]] ??= []).push(i);
  return groups.filter(Boolean);
}

/** Whole numbers that sum to `total`, each the floor or the ceiling of its share (largest remainder). */
function apportion(shares: number[], total: number): number[] {
  const counts = shares.map(Math.floor);
  const short = total - counts.reduce((sum, count) => sum + count, 0);
  shares
    .map((share, i) => ({ i, rest: share - counts[i] }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
    .slice(0, short)
    .forEach(({ i }) => counts[i]++);
  return counts;
}
