/** Things 0..n-1 that are joined into sets (union-find, Tarjan 1975). */
export class DisjointSets {
  readonly #parent: Uint32Array;

  constructor(n: number) {
    this.#parent = Uint32Array.from({ length: n }, (_, i) => i);
  }

  /** The smallest member of the set of `i`. */
  find(i: number): number {
    const parent = this.#parent;
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  }

  join(i: number, j: number): void {
    const [a, b] = [this.find(i), this.find(j)];
    this.#parent[Math.max(a, b)] = Math.min(a, b);
  }

  /** The sets, in the order of their smallest members; members ascending. */
  sets(): number[][] {
    const sets = new Map<number, number[]>();
    for (let i = 0; i < this.#parent.length; i++) {
      const root = this.find(i);
      const set = sets.get(root);
      if (set) set.push(i);
      else sets.set(root, [i]);
    }
    return [...sets.values()];
  }
}
