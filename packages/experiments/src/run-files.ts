import type { FolderSource } from '@fer/data';
import { memoryStore, type ModelStore } from '@fer/models';

const RECORD = 'run.json';

/** More are no run. */
const MAX_BYTES = 1 << 30;

/**
 * The files of a run somewhere in a folder or an archive (`filesFolder`, `zipFiles` of `@fer/data`), in memory, by their paths
 * beside `run.json`: for `storeRunFolder`.
 *
 * @throws where there is no run, more than one, or a file that is damaged.
 */
export async function runFilesOf(source: FolderSource): Promise<ModelStore> {
  const files = await source.files();
  const size = files.reduce((sum, file) => sum + (file.size ?? 0), 0);
  if (size > MAX_BYTES)
    throw new Error(`${source.name} has ${size} bytes (expected a run of at most ${MAX_BYTES})`);
  const records = files.map((file) => file.name).filter((path) => `/${path}`.endsWith(`/${RECORD}`));
  if (records.length !== 1)
    throw new Error(
      `${records.length || 'no'} ${RECORD} in ${source.name} (expected one run folder, as fer train writes it)`,
    );
  const start = records[0].slice(0, -RECORD.length);
  const store = memoryStore(source.name);
  for (const file of files)
    if (file.name.startsWith(start))
      await store.write(file.name.slice(start.length), await file.read(MAX_BYTES));
  return store;
}
