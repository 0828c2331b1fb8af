import { descending } from './descending';

/** The rank of each value from the smallest, 1, on; equal values share the mean of their ranks. */
export function midRanks(values: Float32Array): Float64Array {
  const order = descending(values).reverse();
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Spearman's rank correlation, -1..1: Pearson's of the ranks. NaN where either has one value throughout. */
export function rankCorrelation(a: Float32Array, b: Float32Array): number {
  const mean = (a.length + 1) / 2;
  const [ranksA, ranksB] = [midRanks(a), midRanks(b)];
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [ranksA[i] - mean, ranksB[i] - mean];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}
