import {
  divide,
  epochMapsFigure,
  facesShown,
  learningFacesFigure,
  readEpochMaps,
  readRunRecord,
} from '@fer/experiments';
import type { LabelledImages } from '@fer/data';
import type { Figure } from '@fer/viz';
import { openData } from '../../library/data-sets';
import { dataIdOf } from '../../library/parts';
import { runFolder } from '../../library/runs';

/** What a network looked at after its epochs, on the same few faces. */
export interface Film {
  faces: Figure;
  /** From the epoch that was asked for. */
  frames: { epoch: number; figure: Figure }[];
}

const LOOK = { theme: 'auto' } as const;
/** Dividing a data set takes a while: the faces of the last run stay. */
let last: { id: string; faces: Promise<LabelledImages> } | undefined;

/** The film of a run from an epoch on, as far as there is one; undefined where the run keeps none. */
export async function filmOf(id: string, from: number): Promise<Film | undefined> {
  const maps = await readEpochMaps(runFolder(id), { from });
  if (maps.length === 0 && from === 1) return undefined;
  if (last?.id !== id) last = { id, faces: facesOf(id) };
  const faces = await last.faces.catch((error: unknown) => {
    last = undefined;
    throw error;
  });
  return {
    faces: learningFacesFigure(faces, LOOK),
    frames: maps.map((frame) => ({ epoch: frame.epoch, figure: epochMapsFigure(frame, faces, LOOK) })),
  };
}

async function facesOf(id: string): Promise<LabelledImages> {
  const record = await readRunRecord(runFolder(id));
  const { seed, data } = record.spec;
  return facesShown(divide(await openData(dataIdOf(record)), { seed, ...data }), seed);
}
