import type { ModelStore } from '@fer/models';

/**
 * Where a run is written: files by relative path (`metrics.csv`, `figures/history.svg`) and model stores. A file
 * is replaced whole or not at all.
 */
export interface RunFolder {
  /** What to call this place in messages. */
  readonly name: string;
  read(path: string): Promise<Uint8Array | undefined>;
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** A store of its own under a name: of a model (`best`), of the checkpoint. */
  store(name: string): ModelStore;
}
