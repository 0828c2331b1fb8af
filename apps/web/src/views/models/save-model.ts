import type { KeptModel } from '../../library/models';
import { saveFile } from '../../ui/save-file';
import { dataRoom } from '../../workers/rooms';

/** Not every browser lets a page write a folder. */
interface FolderPicker {
  showDirectoryPicker(options: { mode: 'readwrite' }): Promise<FileSystemDirectoryHandle>;
}

export const canSaveFolder = () => 'showDirectoryPicker' in globalThis;

/** The model's files in one zip: model.json, its weights, and what is known of it. */
export async function saveModelZip({ ref, name }: KeptModel): Promise<void> {
  saveFile(await dataRoom().zipModel(ref), `${fileName(name)}.zip`);
}

/** Writes the model's files into a folder that the person chooses. */
export async function saveModelFolder({ ref, name }: KeptModel): Promise<void> {
  const chosen = await (globalThis as unknown as FolderPicker).showDirectoryPicker({ mode: 'readwrite' });
  const folder = await chosen.getDirectoryHandle(fileName(name), { create: true });
  for (const { path, bytes } of await dataRoom().filesOfModel(ref)) {
    const parts = path.split('/');
    let at = folder;
    for (const part of parts.slice(0, -1)) at = await at.getDirectoryHandle(part, { create: true });
    const file = await (await at.getFileHandle(parts.at(-1)!, { create: true })).createWritable();
    await file.write(bytes as Uint8Array<ArrayBuffer>);
    await file.close();
  }
}

const fileName = (name: string) =>
  name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '') || 'model';
