import { hardLabels, packImages, unpackImages, type LabelledImages } from '@fer/data';
import { drawnFaces } from '@fer/drawn-faces';
import { indexedDbStore, indexedDbStoreNames, deleteIndexedDbStore } from '@fer/models';
import { announceChange } from './changes';
import { dataPlace, DRAWN_FACES, idsOf } from './places';

export { DRAWN_FACES };

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

/** What the part of a set without splits is called. */
export const WHOLE = 'all';
const PACK = 'pack';
const INFO = 'info.json';

let drawn: Promise<LabelledImages> | undefined;
let opened: { id: string; data: Promise<LabelledImages> } | undefined;

/** The images of a data set; the built-in one and the last other one opened stay in this thread's memory. */
export function openData(id: string): Promise<LabelledImages> {
  if (id === DRAWN_FACES) return (drawn ??= drawnFaces());
  if (opened?.id !== id) {
    const data = unpack(id);
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

/**
 * Keeps a set in this browser; the same images are kept once.
 *
 * @param id by convention the first digits of its `dataHash`, by which runs find it: see `keptId`
 * @throws where there is no room for it: then nothing of it is kept.
 */
export async function keepData(id: string, name: string, data: LabelledImages): Promise<DataInfo> {
  const store = indexedDbStore(dataPlace(id));
  const info = infoOf(id, name, data);
  const bytes = new Uint8Array(await new Blob(packImages(data)).arrayBuffer());
  try {
    await store.write(PACK, bytes);
    // Last: a set without it is not listed.
    await store.write(INFO, new TextEncoder().encode(JSON.stringify(info)));
  } catch (error) {
    if (!(await readInfo(id))) await store.remove(PACK);
    throw error;
  }
  opened = { id, data: Promise.resolve(data) };
  announceChange('data');
  return info;
}

/** The id of a set, or of the one that a run was trained on, by its `dataHash`. */
export const keptId = (dataHash: string): string => dataHash.slice(0, 12);

/** The built-in set, then those that were brought in, by name. */
export async function listData(): Promise<DataInfo[]> {
  const ids = idsOf('data', await indexedDbStoreNames({ holding: INFO }));
  const kept = (await Promise.all(ids.map(readInfo))).filter((info) => info !== undefined);
  const builtIn = infoOf(DRAWN_FACES, DRAWN_FACES, await openData(DRAWN_FACES));
  return [builtIn, ...kept.sort((a, b) => a.name.localeCompare(b.name))];
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
  const { shape, classes, labels, labelWeights, splits } = data;
  if (!labels && !labelWeights) return { id, name, shape, classes };
  const counts = new Map<string, number[]>();
  hardLabels(data).forEach((label, row) => {
    const part = splits?.[row] ?? WHOLE;
    if (!counts.has(part)) counts.set(part, new Array<number>(classes.length).fill(0));
    counts.get(part)![label]++;
  });
  return {
    id,
    name,
    shape,
    classes,
    counts: Array.from(counts, ([part, perClass]) => ({ part, perClass })),
  };
}
