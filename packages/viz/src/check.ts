/** Throws unless every value is a finite number; names the first that is not. */
export function checkFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new Error(`invalid ${name}[${i}]: ${values[i]} (expected a finite number)`);
}

/** Throws unless `shape` has only positive whole numbers and `length` is their product. */
export function checkShape(name: string, shape: readonly number[], length: number, expected: string): void {
  const good = shape.every((size) => Number.isInteger(size) && size > 0);
  if (!good) throw new Error(`invalid shape of ${name}: [${shape.join(', ')}] (expected ${expected})`);
  const product = shape.reduce((a, b) => a * b, 1);
  if (product !== length)
    throw new Error(
      `invalid length of ${name}: ${length} (expected ${product} for shape [${shape.join(', ')}])`,
    );
}

/** Throws unless `value` lies in lo..hi. */
export function checkRange(name: string, value: number, lo: number, hi: number): void {
  if (!(value >= lo && value <= hi)) throw new Error(`invalid ${name}: ${value} (expected ${lo}..${hi})`);
}

/** Throws unless `value` is a whole number in lo..hi. */
export function checkWhole(name: string, value: number, lo: number, hi = Number.MAX_SAFE_INTEGER): void {
  const bound =
    hi === Number.MAX_SAFE_INTEGER ? `a whole number from ${lo}` : `a whole number in ${lo}..${hi}`;
  if (!Number.isInteger(value) || value < lo || value > hi)
    throw new Error(`invalid ${name}: ${value} (expected ${bound})`);
}

/** Throws unless the two counts agree. */
export function checkCount(name: string, count: number, expected: number): void {
  if (count !== expected) throw new Error(`invalid number of ${name}: ${count} (expected ${expected})`);
}
