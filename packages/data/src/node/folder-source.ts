import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { tooLarge } from '../bytes/random-access';
import { DataError } from '../data-error';
import { isLitter, MAX_FILES, type FolderFile, type FolderSource } from '../folder/folder-source';
import { fileSource, problemOf } from './file-source';

/** A folder on disk. Hidden files and links to folders are left out. */
export function folderSource(path: string): FolderSource {
  return { name: path, files: () => listFiles(path) };
}

async function listFiles(root: string): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await list(folder)) {
      const path = join(folder, entry.name);
      if (isLitter(entry.name)) continue;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(fileIn(root, path));
    }
    if (files.length > MAX_FILES)
      throw new DataError({ file: root }, `more than ${MAX_FILES} files (expected a folder with a data set)`);
  }
  return files;
}

async function list(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw problemOf(folder, error);
  }
}

function fileIn(root: string, path: string): FolderFile {
  const file = fileSource(path, undefined);
  return {
    name: relative(root, path).split(sep).join('/'),
    open: () => file.open(),
    async read(limit) {
      try {
        if ((await stat(path)).size > limit) throw tooLarge(path, limit);
        return await readFile(path);
      } catch (error) {
        throw problemOf(path, error);
      }
    },
  };
}
