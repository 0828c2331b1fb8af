/**
 * How far two label maps agree on which pixels belong together: 1 the same partition, 0 what chance gives.
 * Hubert, Arabie 1985, Comparing partitions, https://doi.org/10.1007/BF01908075
 */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`length differs: ${a.length} (expected ${b.length})`);
  const both = new Map<string, number>();
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  const count = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < a.length; i++) {
    count(both, `${a[i]}/${b[i]}`);
    count(ofA, a[i]);
    count(ofB, b[i]);
  }
  const pairs = (counts: Map<unknown, number>) =>
    [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const expected = (pairs(ofA) * pairs(ofB)) / ((a.length * (a.length - 1)) / 2);
  const most = (pairs(ofA) + pairs(ofB)) / 2;
  return most === expected ? 1 : (pairs(both) - expected) / (most - expected);
}
