import { texts } from '../../texts';
import type { FileAt } from '../../workers/data/read-data';

/** What a person dropped or chose. */
export interface ChosenFiles {
  name: string;
  files: FileAt[];
}

/** Of an input element. */
export function chosenFiles(list: readonly File[]): ChosenFiles {
  return named(list.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Of a drop: files, and folders with all that is in them. To be called before anything is awaited. */
export async function droppedFiles(items: DataTransferItemList): Promise<ChosenFiles> {
  // Of what is no file of the disk (from another page, say) there is only the file itself.
  const dropped = Array.from(items, (item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files: FileAt[] = [];
  for (const one of dropped) {
    if (one instanceof File) files.push({ path: one.name, file: one });
    else if (one) for await (const found of filesUnder(one)) files.push(found);
  }
  return named(files);
}

function named(files: FileAt[]): ChosenFiles {
  const [first, ...more] = [...new Set(files.map(({ path }) => path.split('/')[0]))];
  return { name: more.length === 0 ? first : texts.data.bring.several(files.length), files };
}

async function* filesUnder(entry: FileSystemEntry): AsyncGenerator<FileAt> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    yield { path: entry.fullPath.replace(/^\//, ''), file };
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A folder is told in parts: until there is no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const child of some) yield* filesUnder(child);
  }
}
