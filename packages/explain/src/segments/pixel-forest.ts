/** Pixels that are joined into ever larger sets, and how many pixels each set has (union-find). */
export class PixelForest {
  /** The size of each set, at its root. */
  readonly sizes: Int32Array;
  private readonly parents: Int32Array;

  constructor(count: number) {
    this.parents = Int32Array.from({ length: count }, (_, i) => i);
    this.sizes = new Int32Array(count).fill(1);
  }

  /** The pixel that stands for the set of pixel `i`. */
  root(i: number): number {
    const { parents } = this;
    while (parents[i] !== i) {
      parents[i] = parents[parents[i]];
      i = parents[i];
    }
    return i;
  }

  /** Joins the sets of two different roots and gives the new one: that of the larger set. */
  join(a: number, b: number): number {
    const [root, child] = this.sizes[a] >= this.sizes[b] ? [a, b] : [b, a];
    this.parents[child] = root;
    this.sizes[root] += this.sizes[child];
    return root;
  }

  /** The root of every pixel. */
  roots(): Int32Array {
    return this.parents.map((_, i) => this.root(i));
  }
}
