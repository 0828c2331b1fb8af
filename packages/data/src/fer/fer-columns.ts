import { DataError } from '../data-error';
import { clip, decode } from './csv-field';
import { headerNames } from './find-csv';

/** Where the columns of a FER2013 CSV stand, 0 being the first. */
export interface FerColumns {
  /** The names as the header spells them, trimmed. */
  names: string[];
  /** -1 when there is none: an unlabelled set. */
  label: number;
  pixels: number;
  /** -1 when there is none. */
  usage: number;
  /** -1 when there is none. */
  id: number;
}

/** Other names that published copies of the set give the columns. */
const SPELLINGS = {
  label: ['emotion', 'label'],
  pixels: ['pixels', 'feature'],
  usage: ['usage'],
  id: ['id', 'image name'],
};

/** Where the columns stand, -1 for those that are missing. */
function findColumns(names: string[]): FerColumns {
  const find = (role: keyof typeof SPELLINGS) =>
    names.findIndex((name) => SPELLINGS[role].includes(name.toLowerCase()));
  return { names, label: find('label'), pixels: find('pixels'), usage: find('usage'), id: find('id') };
}

/** Pixels and perhaps an id, and nothing else: a set to predict, as the challenge's test.csv. */
function isUnlabelled({ names, label, pixels, id }: FerColumns): boolean {
  return label < 0 && pixels >= 0 && names.length === (id < 0 ? 1 : 2);
}

/** Of several files, labelled ones are preferred, and those that tell their splits. */
export function rankFerHeader(names: readonly string[]): number {
  const columns = findColumns([...names]);
  if (columns.pixels < 0) return 0;
  if (columns.label < 0) return isUnlabelled(columns) ? 1 : 0;
  return columns.usage < 0 ? 2 : 3;
}

/**
 * Reads the header: `emotion,pixels,Usage` or `label,feature`, in any order and case, with spaces or quotes
 * around the names, a byte order mark before them, and further columns, which are ignored. `id,feature`, or the
 * pixels alone, are an unlabelled set.
 */
export function readFerHeader(
  line: Uint8Array,
  place: { file: string | undefined; line: number },
): FerColumns {
  const columns = findColumns(headerNames(decodeHeader(line, place)));
  if (isUnlabelled(columns)) return columns;
  const { names } = columns;
  const missing = [columns.label < 0 && 'emotion', columns.pixels < 0 && 'pixels'].filter(Boolean);
  if (missing.length)
    throw new DataError(
      place,
      `missing ${missing.length > 1 ? 'columns' : 'column'} ${missing.map((name) => JSON.stringify(name)).join(' and ')}` +
        ` in the header ${clip(names.join(','))} (expected emotion,pixels and optionally Usage)`,
    );
  return columns;
}

function decodeHeader(line: Uint8Array, place: { file: string | undefined; line: number }): string {
  const found = otherFormat(line);
  if (found) throw new DataError(place, `found ${found} (expected csv text in UTF-8, plain or gzipped)`);
  return decode(line, 0, line.length);
}

/** Says what the bytes are if they are no UTF-8 text. */
function otherFormat(bytes: Uint8Array): string | undefined {
  const starts = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (USTAR.every((byte, i) => bytes[257 + i] === byte)) return 'a tar archive';
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return 'UTF-16 text';
  if (bytes.some((byte) => byte < 9)) return 'binary data';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return 'bytes that are not UTF-8';
  }
}

/** What a tar archive's first header holds, at byte 257. */
const USTAR = [0x75, 0x73, 0x74, 0x61, 0x72];
