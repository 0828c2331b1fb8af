/** A JSON object. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a dotted path, e.g. `training.optimizer.learningRate`; undefined where there is none. */
export function valueAt(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (part, key) => (isJsonObject(part) && Object.hasOwn(part, key) ? part[key] : undefined),
      json,
    );
}

/**
 * The object with another value at a dotted path; null takes the key away. Objects on the way that are absent are
 * made of what `absent` gives for their path.
 *
 * @throws where something on the way is no object; the message names it.
 */
export function withValueAt(
  json: JsonObject,
  path: string,
  value: unknown,
  absent: (path: string) => JsonObject = () => ({}),
): JsonObject {
  const keys = path.split('.');
  const set = (object: JsonObject, depth: number): JsonObject => {
    const key = keys[depth];
    const { [key]: part, ...others } = object;
    if (depth === keys.length - 1) return value === null ? others : { ...object, [key]: value };
    const here = keys.slice(0, depth + 1).join('.');
    if (part !== undefined && part !== null && !isJsonObject(part)) {
      throw new Error(`invalid path: ${path} (${here} is ${JSON.stringify(part)}, expected an object)`);
    }
    return { ...object, [key]: set(part ?? absent(here), depth + 1) };
  };
  return set(json, 0);
}

/**
 * An object changed by another as RFC 7396 (JSON merge patch) says: objects are merged, all else is replaced, and null
 * takes a key away.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(Object.hasOwn(result, key) ? result[key] : undefined, value);
  }
  return result;
}

/** The dotted paths of all that is in an object and is no object itself. */
export function leafPaths(json: JsonObject, prefix = ''): string[] {
  return Object.entries(json).flatMap(([key, value]) =>
    isJsonObject(value) && Object.keys(value).length > 0
      ? leafPaths(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}
