/** Throws unless `index` is a whole number from 0 and, where the size is known, below it. */
export function checkIndex(index: number, size: number | null, what: string): void {
  if (!Number.isInteger(index) || index < 0 || (size !== null && index >= size)) {
    throw new Error(
      `invalid ${what}: ${index} (expected ${size === null ? 'a whole number from 0' : `0..${size - 1}`})`,
    );
  }
}

/** Throws unless `list` is a list of at least one. */
export function checkNotEmpty(list: unknown, what: string): void {
  if (Array.isArray(list) && list.length > 0) return;
  const given = Array.isArray(list) ? '[]' : String(list);
  throw new Error(`invalid ${what}: ${given} (expected a list of at least one)`);
}
