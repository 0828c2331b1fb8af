/**
 * Where things are kept in IndexedDB: names of stores (`indexedDbStore` of @fer/models).
 *
 * - `data/ID`: a data set: `pack` (packImages), `info.json`, `changes.json`
 * - `runs/ID`: a run folder, an entry a file: `run.json`, `best/model.json`
 * - `models/ID`: a model that was brought in
 */
export const dataPlace = (id: string) => `data/${id}`;
export const runPlace = (id: string) => `runs/${id}`;
export const modelPlace = (id: string) => `models/${id}`;

/** The ids of one kind among the names of stores. */
export function idsOf(kind: 'data' | 'runs' | 'models', names: readonly string[]): string[] {
  const ids = names.filter((name) => name.startsWith(`${kind}/`)).map((name) => name.split('/')[1]);
  return [...new Set(ids)];
}

/** The built-in data set's id; also its `source` in specs. */
export const DRAWN_FACES = 'drawn-faces';
