import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelStore } from '../store';

/**
 * A store that keeps each entry as a file of a folder, which is made on the first write. A file is written
 * under a temporary name, synced and renamed: a crash or a full disk leaves the old one whole.
 */
export function folderStore(path: string): ModelStore {
  return {
    name: path,
    async read(entry) {
      try {
        return await readFile(join(path, entry));
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
    async write(entry, bytes) {
      await mkdir(path, { recursive: true });
      // One name an entry: what a crash left behind is written over by the next write.
      const temporary = join(path, `.${entry}.tmp`);
      try {
        const file = await open(temporary, 'w');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, join(path, entry));
      } catch (error) {
        await rm(temporary, { force: true });
        // Node names no path where writing to an open file fails.
        throw Object.assign(error as NodeJS.ErrnoException, { path: join(path, entry) });
      }
    },
    remove: (entry) => rm(join(path, entry), { force: true }),
    async entries() {
      try {
        return (await readdir(path)).filter((entry) => !entry.endsWith('.tmp')).sort();
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    },
  };
}

/** Nothing there, or a file where a folder of the path should be. */
function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
