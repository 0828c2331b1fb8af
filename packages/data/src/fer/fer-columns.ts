import { DataError } from '../data-error';
import { clip, decode } from './csv-field';

/** Where the columns of a FER2013 CSV stand, 0 being the first. */
export interface FerColumns {
  /** The names as the header spells them, trimmed. */
  names: string[];
  label: number;
  pixels: number;
  /** -1 when there is none. */
  usage: number;
}

/** Other names that published copies of the set give the columns. */
const SPELLINGS = { label: ['emotion', 'label'], pixels: ['pixels', 'feature'], usage: ['usage'] };

/**
 * Reads the header: `emotion,pixels,Usage` or `label,feature`, in any order and case, with spaces or quotes
 * around the names, a byte order mark before them, and further columns, which are ignored.
 */
export function readFerHeader(
  line: Uint8Array,
  place: { file: string | undefined; line: number },
): FerColumns {
  const names = decodeHeader(line, place)
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
  const find = (role: keyof typeof SPELLINGS) =>
    names.findIndex((name) => SPELLINGS[role].includes(name.toLowerCase()));
  const columns = { names, label: find('label'), pixels: find('pixels'), usage: find('usage') };
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
  if (starts(0x50, 0x4b, 3, 4)) return 'a zip archive';
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return 'UTF-16 text';
  if (bytes.some((byte) => byte < 9)) return 'binary data';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return 'bytes that are not UTF-8';
  }
}
