/** Throws on an option that is not known. */
export function checkNames(options: object, known: readonly string[]): void {
  if (options === null || typeof options !== 'object') {
    throw new Error(`invalid options: ${String(options)} (expected an object)`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Error(`unknown option: '${unknown}' (expected one of: ${known.join(', ')})`);
}

/** Throws unless every value is a whole number from `from` on. */
export function checkWhole(values: Record<string, number>, from: number): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isSafeInteger(value) || value < from)
      throw new Error(`invalid ${name}: ${value} (expected a whole number from ${from})`);
  }
}

/** Throws unless every value is a finite number from 0 on. */
export function checkFromZero(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value) || value < 0)
      throw new Error(`invalid ${name}: ${value} (expected a number from 0)`);
  }
}

/** Throws unless every value is a finite number above 0. */
export function checkPositive(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value) || value <= 0)
      throw new Error(`invalid ${name}: ${value} (expected a number above 0)`);
  }
}
