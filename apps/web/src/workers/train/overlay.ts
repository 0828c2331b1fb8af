type Json = Record<string, unknown>;

/** What tells one kind of a part from another: settings of Adam mean nothing to SGD. */
const KINDS = ['name', 'validation', 'folds'];

/**
 * A spec with what stands in another put over it, key by key; `null` takes a key away. A part of another kind (another
 * optimiser) takes the place of the whole part.
 */
export function overlay<T>(below: T, above: unknown): T {
  if (!isObject(below) || !isObject(above)) return above as T;
  const isOther = KINDS.some((key) => key in above && above[key] !== below[key]);
  const result: Json = isOther ? {} : { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === null) delete result[key];
    else result[key] = isOther ? value : overlay(result[key], value);
  }
  return result as T;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
