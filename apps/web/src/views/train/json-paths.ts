export type Json = Record<string, unknown>;

/** What stands in JSON at a path such as 'training.epochs'. */
export function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (isJson(part) ? part[key] : undefined), json);
}

/** The same JSON with another value at a path; `undefined` takes it away, and what is empty then. */
export function withValueAt(json: Json, path: string, value: unknown): Json {
  const [key, ...rest] = path.split('.');
  const part = isJson(json[key]) ? json[key] : {};
  const changed = rest.length === 0 ? value : withValueAt(part, rest.join('.'), value);
  const isEmpty = changed === undefined || (rest.length > 0 && Object.keys(changed as Json).length === 0);
  const { [key]: _, ...others } = json;
  return isEmpty ? others : { ...others, [key]: changed };
}

/** Whether a value says nothing that another does not say. */
export function saysNoMore(value: unknown, than: unknown): boolean {
  if (isJson(value) && isJson(than))
    return Object.entries(value).every(([key, part]) => saysNoMore(part, than[key]));
  return JSON.stringify(value) === JSON.stringify(than);
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
