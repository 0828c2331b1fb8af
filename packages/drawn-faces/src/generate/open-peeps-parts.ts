import type { ClassName } from '../names';
import { line } from './marks';

/**
 * Where the features of an open-peeps face end, in the face's own coordinates (about 30..270 each way): brows
 * lie above `brows`, the mouth below `mouth`, the nose between `nose` and `mouth` in the middle column, the
 * eyes in what remains above `eyes`. Read off a sheet of the faces with a grid.
 */
export interface FaceBands {
  brows: number;
  eyes?: number;
  nose?: number;
  mouth: number;
}

export const BANDS: Record<string, FaceBands> = {
  rage: { brows: 97, mouth: 182 },
  veryAngry: { brows: 112, mouth: 180 },
  angryWithFang: { brows: 120, mouth: 186 },
  serious: { brows: 104, mouth: 192 },
  solemn: { brows: 106, mouth: 192 },
  tired: { brows: 106, mouth: 195 },
  concerned: { brows: 107, mouth: 186 },
  concernedFear: { brows: 97, mouth: 195 },
  fear: { brows: 76, nose: 163, mouth: 197 },
  hectic: { brows: 77, mouth: 200 },
  awe: { brows: 73, nose: 163, mouth: 187 },
  explaining: { brows: 100, mouth: 198 },
  smile: { brows: 90, mouth: 203 },
  smileBig: { brows: 108, mouth: 184 },
  calm: { brows: 106, mouth: 200 },
  smileLOL: { brows: 90, eyes: 136, mouth: 192 },
  smileTeethGap: { brows: 90, mouth: 197 },
  eyesClosed: { brows: 98, mouth: 200 },
  contempt: { brows: 98, mouth: 203 },
};

/** Brows and eyes of ours under the name of a face, where open-peeps has none: pushed down, and narrowed to slits. */
export const DRAWN_UPPERS: Record<string, { brows: string; eyes: string }> = {
  squint: {
    brows: line('M66 98Q98 92 134 112', 12) + line('M184 106Q204 90 230 90', 12),
    eyes:
      line('M74 122Q98 112 124 124', 8) +
      line('M80 136Q100 134 120 138', 4) +
      line('M194 120Q212 108 230 114', 8) +
      line('M198 132Q212 128 226 128', 4),
  },
};

/** A part of an open-peeps face, by the name of the face. */
export interface PeepPart {
  id: string;
  held?: boolean;
}

/**
 * Brows and eyes by class. Faces that read as another class once their mouth is exchanged are left out, and so
 * are hearts, tears, single eyes and fangs.
 */
export const UPPERS: Record<ClassName, PeepPart[]> = {
  angry: [{ id: 'rage' }, { id: 'veryAngry' }, { id: 'angryWithFang', held: true }],
  disgust: [{ id: 'squint' }, { id: 'serious' }, { id: 'eyesClosed', held: true }],
  fear: [{ id: 'fear' }, { id: 'hectic' }, { id: 'concerned', held: true }],
  happy: [{ id: 'calm' }, { id: 'smileBig' }, { id: 'smileLOL', held: true }],
  sad: [{ id: 'solemn' }, { id: 'tired' }, { id: 'concernedFear', held: true }],
  surprise: [{ id: 'awe' }, { id: 'explaining' }],
  neutral: [{ id: 'smile' }, { id: 'smileTeethGap' }, { id: 'contempt', held: true }],
};

/** Mouths of open-peeps by class; those of `mouths.ts` are used beside them. */
export const LOWERS: Record<ClassName, PeepPart[]> = {
  angry: [{ id: 'rage' }, { id: 'veryAngry' }],
  disgust: [],
  fear: [{ id: 'hectic' }, { id: 'concerned', held: true }],
  happy: [{ id: 'smile' }, { id: 'smileLOL' }, { id: 'smileBig', held: true }],
  sad: [{ id: 'solemn' }],
  surprise: [],
  neutral: [],
};

/** Heads (with their hair) that leave the brows free. */
export const PEEP_HEADS = [
  ...[
    'afro',
    'bantuKnots',
    'bun',
    'bun2',
    'buns',
    'cornrows',
    'cornrows2',
    'dreads2',
    'flatTop',
    'flatTopLong',
  ],
  ...[
    'grayBun',
    'grayMedium',
    'grayShort',
    'hatBeanie',
    'hijab',
    'long',
    'longAfro',
    'medium1',
    'medium2',
    'medium3',
  ],
  ...[
    'mohawk',
    'mohawk2',
    'noHair1',
    'noHair2',
    'noHair3',
    'pomp',
    'shaved1',
    'shaved2',
    'shaved3',
    'short1',
  ],
  ...['short2', 'short3', 'short4', 'short5', 'turban', 'twists', 'twists2'],
];
