/** The means of a class' rows, one class after the other, and how many rows each mean is of. */
export interface ClassMeans {
  values: Float32Array;
  counts: number[];
}

/**
 * The mean row of each class: `rows` holds one row a label. NaN is left out; where nothing else is there the
 * mean is `empty`.
 * Throws unless there is a label a row, each a class.
 */
export function meanPerClass(
  rows: Float32Array,
  labels: ArrayLike<number>,
  { n, classes, empty }: { n: number; classes: readonly string[]; empty: number },
): ClassMeans {
  if (labels?.length !== n) {
    throw new Error(`invalid labels: ${labels?.length ?? 0} (expected ${n}, one an image)`);
  }
  if (!Array.isArray(classes) || classes.length === 0) {
    throw new Error(`invalid classes: ${JSON.stringify(classes)} (expected their names)`);
  }
  const size = rows.length / n;
  const sums = new Float64Array(classes.length * size);
  const summed = new Uint32Array(sums.length);
  const counts = new Array<number>(classes.length).fill(0);
  for (let row = 0; row < n; row++) {
    const label = labels[row];
    if (!Number.isInteger(label) || label < 0 || label >= classes.length) {
      throw new Error(`invalid labels: ${label} (expected 0..${classes.length - 1}, one of the classes)`);
    }
    const own = rows.subarray(row * size, (row + 1) * size);
    if (!own.every(Number.isNaN)) counts[label]++;
    own.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      sums[label * size + i] += value;
      summed[label * size + i]++;
    });
  }
  return { values: Float32Array.from(sums, (sum, i) => (summed[i] > 0 ? sum / summed[i] : empty)), counts };
}
