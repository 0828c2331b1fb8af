/** Throws unless there are as many numbers as the shape says and each is finite. */
export function checkFiniteShape(
  what: string,
  data: ArrayLike<number> | undefined,
  shape: readonly number[],
): void {
  const size = shape.reduce((a, b) => a * b, 1);
  if (data?.length !== size) {
    throw new Error(
      `invalid ${what}: ${data?.length ?? 0} values (expected ${size} for shape [${shape.join(', ')}])`,
    );
  }
  for (let i = 0; i < size; i++) {
    if (!Number.isFinite(data[i])) throw new Error(`invalid ${what}: ${data[i]} (expected finite numbers)`);
  }
}
