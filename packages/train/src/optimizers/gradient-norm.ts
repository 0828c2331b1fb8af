const { fround } = Math;

/**
 * By what gradients are multiplied so that their Euclidean norm, all together, is at most `clipNorm`: 1 where it is
 * already. Summed in double precision and in order: the same number in every thread and on every backend.
 */
export function normScale(norm: number, clipNorm: number): number {
  // Also where the norm is no number: then the loss says so.
  return norm > clipNorm ? clipNorm / norm : 1;
}

/** The Euclidean norm of gradients, cut into arrays. */
export function gradientNorm(gradients: Float32Array[]): number {
  let sum = 0;
  for (const gradient of gradients) for (const x of gradient) sum += x * x;
  return Math.sqrt(sum);
}

/** The same of the mean of several replicas' gradients, `shares` being what each counts; rounded as the mean itself is. */
export function meanGradientNorm(gradients: Float32Array[], shares: number[]): number {
  if (gradients.length === 1) return gradientNorm(gradients);
  const rounded = shares.map(fround);
  const [first, ...others] = gradients;
  let sum = 0;
  for (let i = 0; i < first.length; i++) {
    let mean = fround(first[i] * rounded[0]);
    for (let r = 0; r < others.length; r++) mean = fround(mean + fround(others[r][i] * rounded[r + 1]));
    sum += mean * mean;
  }
  return Math.sqrt(sum);
}
