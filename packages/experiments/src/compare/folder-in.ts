import type { RunFolder } from '../run-folder';

/** A folder within a run folder, as a run folder of its own. */
export function folderIn(folder: RunFolder, name: string): RunFolder {
  return {
    name: `${folder.name}/${name}`,
    read: (path) => folder.read(`${name}/${path}`),
    write: (path, content) => folder.write(`${name}/${path}`, content),
    store: (place) => folder.store(`${name}/${place}`),
  };
}
