/**
 * Where a model is kept: a few named byte arrays. `write` replaces a whole entry or leaves the old one: an
 * entry that is half-written is never readable.
 */
export interface ModelStore {
  /** What to call this place in messages. */
  readonly name: string;
  /** The entry's bytes, or undefined where there is none. */
  read(entry: string): Promise<Uint8Array | undefined>;
  write(entry: string, bytes: Uint8Array): Promise<void>;
  /** Removing what is not there is no error. */
  remove(entry: string): Promise<void>;
  entries(): Promise<string[]>;
}

/** A store in memory: for tests, and for handing a model to a worker. */
export function memoryStore(name = 'memory'): ModelStore {
  const entries = new Map<string, Uint8Array>();
  return {
    name,
    read: async (entry) => entries.get(entry),
    // Not by slice(), which gives a view of the same bytes where they are Node's Buffer.
    write: async (entry, bytes) => void entries.set(entry, new Uint8Array(bytes)),
    remove: async (entry) => void entries.delete(entry),
    entries: async () => [...entries.keys()].sort(),
  };
}
