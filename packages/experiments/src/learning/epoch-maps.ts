import type { LabelledImages } from '@fer/data';
import type { RunFolder } from '../run-folder';

/** What a network looked at after one epoch: a saliency map of each of a few faces. */
export interface EpochMaps {
  epoch: number;
  /** Names of the faces. */
  ids: string[];
  /** The class that each map explains: the most probable one, and how probable it was. */
  predicted: number[];
  probability: number[];
  /** `[n, h, w]` */
  shape: [n: number, h: number, w: number];
  /** Row-major, 0..255: 255 is `largest` of the map. */
  maps: Uint8Array;
  /** Of each map, the slope of the logit that 255 stands for. */
  largest: number[];
}

const FORMAT = 'fer-epoch-maps/1';

/** Some 3 kB for a face of 48 x 48. */
export async function writeEpochMaps(folder: RunFolder, { maps, ...rest }: EpochMaps): Promise<void> {
  const content = {
    format: FORMAT,
    ...rest,
    maps: btoa(Array.from(maps, (value) => String.fromCharCode(value)).join('')),
  };
  await folder.write(entryOf(rest.epoch), `${JSON.stringify(content)}\n`);
}

export interface ReadEpochMapsOptions {
  /** The first epoch that is asked for. Default 1. */
  from?: number;
}

/**
 * The maps that `keepEpochMaps` has left in a run folder so far, an epoch each, in order: those of a finished run, and after
 * every epoch of one that goes on the new ones.
 *
 * @example
 * frames.push(...(await readEpochMaps(folder, { from: frames.length + 1 })));
 */
export async function readEpochMaps(
  folder: RunFolder,
  { from = 1 }: ReadEpochMapsOptions = {},
): Promise<EpochMaps[]> {
  const kept: EpochMaps[] = [];
  for (let maps; (maps = await mapsOfEpoch(folder, from + kept.length));) kept.push(maps);
  return kept;
}

/** The maps of an epoch; none where the run kept none. */
export async function mapsOfEpoch(folder: RunFolder, epoch: number): Promise<EpochMaps | undefined> {
  const bytes = await folder.read(entryOf(epoch));
  if (bytes === undefined) return undefined;
  const { format, maps, ...rest } = JSON.parse(new TextDecoder().decode(bytes)) as Omit<EpochMaps, 'maps'> & {
    format: string;
    maps: string;
  };
  if (format !== FORMAT || rest.epoch !== epoch) return undefined;
  return { ...rest, maps: Uint8Array.from(atob(maps), (character) => character.charCodeAt(0)) };
}

function entryOf(epoch: number): string {
  return `learning/epoch-${String(epoch).padStart(4, '0')}.json`;
}

/** The names by which maps know their faces. */
export function namesOf({ ids, shape: [n] }: LabelledImages): string[] {
  return ids ?? Array.from({ length: n }, (_, i) => String(i));
}

/** Whether the maps are of these faces. */
export function areOf({ ids }: EpochMaps, faces: LabelledImages): boolean {
  const names = namesOf(faces);
  return ids.length === names.length && ids.every((id, i) => id === names[i]);
}
