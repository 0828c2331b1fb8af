/** The class with the largest value in each row of `[n, classes]`, the first of equals. */
export function mostProbable(values: ArrayLike<number>, classes: number): Uint16Array {
  return Uint16Array.from({ length: Math.floor(values.length / classes) }, (_, row) => {
    let best = 0;
    for (let k = 1; k < classes; k++) if (values[row * classes + k] > values[row * classes + best]) best = k;
    return best;
  });
}
