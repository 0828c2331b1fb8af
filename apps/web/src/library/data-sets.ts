import { classCounts, packImages, splitBy, unpackImages, type LabelledImages } from '@fer/data';
import { drawnFaces } from '@fer/drawn-faces';
import { indexedDbStore, indexedDbStoreNames, deleteIndexedDbStore } from '@fer/models';
import { announceChange } from './changes';
import { dataPlace, idsOf } from './places';

/** What is known of a data set without opening it. */
export interface DataInfo {
  id: string;
  /** The file or folder that it came from; the `source` of specs. */
  name: string;
  shape: LabelledImages['shape'];
  classes: string[];
  /** Undefined where there are no labels. */
  counts?: { part: string; perClass: number[] }[];
}

/** The built-in set; also its `source` in specs. */
export const DRAWN_FACES = 'drawn-faces';
const PACK = 'pack';
const INFO = 'info.json';

let opened: { id: string; data: Promise<LabelledImages> } | undefined;

/** The images of a data set; the last one opened stays in this thread's memory. */
export function openData(id: string): Promise<LabelledImages> {
  if (opened?.id !== id) {
    const data = id === DRAWN_FACES ? drawnFaces() : unpack(id);
    data.catch(() => (opened = undefined));
    opened = { id, data };
  }
  return opened.data;
}

async function unpack(id: string): Promise<LabelledImages> {
  const store = indexedDbStore(dataPlace(id));
  const bytes = await store.read(PACK);
  if (bytes === undefined)
    throw new Error(`no data set ${id} in this browser (it was removed, or never here)`);
  return unpackImages(bytes, { name: id });
}

/** Keeps a set in this browser; the same images are kept once. */
export async function keepData(id: string, name: string, data: LabelledImages): Promise<DataInfo> {
  const store = indexedDbStore(dataPlace(id));
  const info = infoOf(id, name, data);
  const bytes = new Uint8Array(await new Blob(packImages(data)).arrayBuffer());
  await store.write(PACK, bytes);
  // Last: a set without it is not listed.
  await store.write(INFO, new TextEncoder().encode(JSON.stringify(info)));
  announceChange('data');
  return info;
}

/** The built-in set, then those that were brought in. */
export async function listData(): Promise<DataInfo[]> {
  const ids = idsOf('data', await indexedDbStoreNames({ holding: INFO }));
  const kept = await Promise.all(ids.map(readInfo));
  return [
    infoOf(DRAWN_FACES, DRAWN_FACES, await openData(DRAWN_FACES)),
    ...kept.filter((info) => info !== undefined),
  ];
}

export async function removeData(id: string): Promise<void> {
  await deleteIndexedDbStore(dataPlace(id));
  if (opened?.id === id) opened = undefined;
  announceChange('data');
}

async function readInfo(id: string): Promise<DataInfo | undefined> {
  const bytes = await indexedDbStore(dataPlace(id)).read(INFO);
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as DataInfo);
}

function infoOf(id: string, name: string, data: LabelledImages): DataInfo {
  const { shape, classes, labels, splits } = data;
  const parts = splits ? Object.entries(splitBy(data)) : [['all', data] as const];
  const counts = parts.map(([part, images]) => ({ part, perClass: [...classCounts(images)] }));
  return { id, name, shape, classes, ...(labels && { counts }) };
}
