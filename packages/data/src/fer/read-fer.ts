import { abortable } from '../bytes/abortable';
import { openSource, type ByteSource } from '../bytes/byte-source';
import { maybeGunzip, platformGunzip, type Gunzip } from '../bytes/gunzip';
import { DataError } from '../data-error';
import { FER_CLASSES } from '../fer-classes';
import type { LabelledImages } from '../labelled-images';
import { FerCsv } from './fer-csv';

export interface ReadFerOptions {
  /** Class names in the order of the labels, 1 to 256 of them. Default `FER_CLASSES`. */
  classes?: readonly string[];
  /** Side of the square images in pixels. Default 48. */
  size?: number;
  /** Read at most this many rows (1 or more), then stop reading. Default all. */
  limit?: number;
  /** What error messages call the file. Default the source's own name, if it has one. */
  name?: string;
  signal?: AbortSignal;
  /** Called after each piece of the file. */
  onProgress?: (progress: ReadFerProgress) => void;
}

export interface ReadFerProgress {
  /** Bytes of the source read so far (compressed ones, when it is gzipped). */
  done: number;
  /** Bytes of the source, if it is known. */
  total: number | undefined;
  /** Images so far. */
  rows: number;
}

/**
 * Reads a FER2013 CSV, `emotion,pixels,Usage` in any order, plain or gzipped (recognised by content).
 *
 * The text is never in memory as a whole: beside the result, `[n, size, size, 1]` uint8, about 4 MiB are needed.
 * `splits` holds the `Usage` column as it is spelled, any value, and is left out when there is no such column;
 * `label,feature` headers, quoted fields, CRLF, blank lines, a byte order mark and further columns are fine.
 *
 * Throws a `DataError` that names file, line and column when the data is not so, the signal's reason (an
 * `AbortError`) when aborted, and whatever the source throws.
 *
 * ```ts
 * const ds = await readFer(fileInput.files[0], { onProgress: ({ rows }) => show(rows) });
 * const { Training, PublicTest } = splitBy(ds);
 * ```
 */
export function readFer(source: ByteSource, options: ReadFerOptions = {}): Promise<LabelledImages> {
  return readFerWith(platformGunzip, source, options);
}

/** `readFer` with the platform's way to inflate as a parameter. */
export async function readFerWith(
  gunzip: Gunzip,
  source: ByteSource,
  { classes = FER_CLASSES, size = 48, limit = Infinity, name, signal, onProgress }: ReadFerOptions,
): Promise<LabelledImages> {
  assertAtLeast(1, { size });
  if (limit !== Infinity) assertAtLeast(1, { limit });
  if (classes.length < 1 || classes.length > 256)
    throw new RangeError(`invalid classes: ${classes.length} of them (expected 1..256)`);
  signal?.throwIfAborted();

  const opened = await openSource(source, signal);
  const file = name ?? opened.name;
  const csv = new FerCsv({ file, classes, size, limit });
  async function* counted() {
    let done = 0;
    for await (const piece of opened.bytes) {
      yield piece;
      done += piece.length;
      onProgress?.({ done, total: opened.size, rows: csv.rows });
    }
  }
  const { gzipped, text } = await maybeGunzip(abortable(counted(), signal), gunzip, file);
  let badRow: DataError | undefined;
  for await (const chunk of text) {
    if (badRow) continue;
    try {
      csv.push(chunk);
    } catch (error) {
      // Damaged gzip can look like a bad row, and only its checksum at the end tells: read on to hear it.
      if (!gzipped || !(error instanceof DataError)) throw error;
      badRow = error;
    }
    if (csv.full) break;
  }
  if (badRow) throw badRow;
  return csv.finish();
}

function assertAtLeast(least: number, option: Record<string, number>): void {
  for (const [key, value] of Object.entries(option))
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`invalid ${key}: ${value} (expected an integer ${least} or more)`);
}
