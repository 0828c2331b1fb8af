import { readAll } from '../bytes/random-access';
import type { FolderSource } from './folder-source';

/**
 * The files of an `<input type="file" webkitdirectory>` or of a drop as a folder, by their `webkitRelativePath`
 * (or their name where there is none).
 *
 * ```ts
 * const ds = await readFer(filesFolder(input.files));
 * ```
 */
export function filesFolder(files: Iterable<File> | ArrayLike<File>, name = 'folder'): FolderSource {
  return {
    name,
    files: async () =>
      Array.from(files, (file) => {
        const path = file.webkitRelativePath || file.name;
        return {
          name: path,
          size: file.size,
          open: () => file,
          read: (limit: number) => readAll(file, limit, `${name}/${path}`),
        };
      }),
  };
}
