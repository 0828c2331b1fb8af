import { filesFolder, zipFiles } from '@fer/data';
import { BEST, readRunRecord, runFilesOf, storeRunFolder, type RunRecord } from '@fer/experiments';
import { deleteIndexedDbStore, indexedDbStore, storeHandler, type ModelStore } from '@fer/models';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { announceChange } from './changes';
import { runPlace } from './places';
import { runsGoingOn } from './run-locks';

const RECORD = 'run.json';

/**
 * A run of this browser as a zip archive of its folder, as `fer train` writes one: unpacked, it is for `fer evaluate`,
 * `fer report` and the others.
 *
 * @throws while the run is trained: its files would be of different moments.
 */
export async function zipRun(id: string): Promise<Blob> {
  if ((await runsGoingOn()).includes(id))
    throw new Error('this run is going on (expected it to be stopped before it is saved)');
  const store = indexedDbStore(runPlace(id));
  await readRunRecord(storeRunFolder(store));
  const pieces: BlobPart[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const path of await store.entries()) {
    // Weights and PNGs hardly get smaller.
    const file = /\.(bin|png)$/.test(path)
      ? new ZipPassThrough(`${id}/${path}`)
      : new ZipDeflate(`${id}/${path}`);
    zip.add(file);
    file.push((await store.read(path))!, true);
  }
  zip.end();
  return new Blob(pieces, { type: 'application/zip' });
}

/**
 * Keeps a run that `fer train` or another browser wrote: one zip archive, or the files of its folder. The same run is kept
 * once.
 *
 * @returns its id
 * @throws naming what is missing or damaged, where it is no whole run; nothing is kept then.
 */
export async function unzipRun(files: readonly File[]): Promise<string> {
  const run = await readFiles(files);
  await assertWhole(run);
  const record = (await run.read(RECORD))!;
  const id = await shortHash(record);
  const kept = indexedDbStore(runPlace(id));
  try {
    for (const path of await run.entries())
      if (path !== RECORD) await kept.write(path, (await run.read(path))!);
    // Last: a run without it is not listed.
    await kept.write(RECORD, record);
  } catch (error) {
    await deleteIndexedDbStore(runPlace(id));
    throw error;
  }
  announceChange('runs');
  return id;
}

/** The files of the run among those that were chosen. */
async function readFiles(chosen: readonly File[]): Promise<ModelStore> {
  const [first] = chosen;
  const name = chosen.length === 1 ? first.name : 'the folder';
  const isZip = chosen.length === 1 && /\.zip$/i.test(name);
  return runFilesOf(isZip ? await zipFiles(first, name) : filesFolder(chosen, name));
}

async function assertWhole(run: ModelStore): Promise<void> {
  const folder = storeRunFolder(run);
  const { epochsDone, bestEpoch, status }: RunRecord = await readRunRecord(folder);
  if (!(bestEpoch > 0))
    throw new Error(`the run in ${run.name} has no model yet: it was ${status} after ${epochsDone} epochs`);
  // It throws where weights are missing or cut short.
  await storeHandler(folder.store(BEST)).load();
  if ((await folder.read('metrics.csv')) === undefined)
    throw new Error(`metrics.csv is missing in ${run.name} (expected a whole run)`);
}

/** Eight letters that change with the content. */
async function shortHash(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  return [...digest.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
