/** Rows of rounded probabilities may miss 0 and 1 by that much. */
const TOLERANCE = 1e-4;

/** Throws where probabilities `[n, classes]` and labels `[n]` are not what they should be; names the first that is not. */
export function checkScores(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): void {
  const n = labels.length;
  if (n === 0) throw new Error('invalid number of labels: 0 (expected at least one)');
  if (probabilities.length !== n * classes)
    throw new Error(
      `invalid number of probabilities: ${probabilities.length} (expected ${n * classes} for ${n} labels and ${classes} classes)`,
    );
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new Error(`invalid label of image ${i}: ${label} (expected 0..${classes - 1})`);
    for (let k = 0; k < classes; k++) {
      const p = probabilities[i * classes + k];
      if (!(p >= -TOLERANCE && p <= 1 + TOLERANCE))
        throw new Error(`invalid probability of image ${i}, class ${k}: ${p} (expected 0..1)`);
    }
  }
}
