import type { ByteSource } from '../bytes/byte-source';
import { DataError } from '../data-error';
import { FER_CLASSES } from '../fer-classes';
import { classifyFiles } from '../folder/class-folders';
import type { FolderSource } from '../folder/folder-source';
import { MAX_BYTES, type ImageOptions } from '../folder/read-images';
import { assertImageOptions, readClassFolders } from '../folder/read-labelled-folder';
import type { LabelledImages } from '../labelled-images';
import { openInput } from '../open-input';
import { assertAtLeast } from '../options';
import { webPlatform, type Platform } from '../platform';
import { classIndex } from './class-spelling';
import { rankFerHeader } from './fer-columns';
import { FerCsv } from './fer-csv';
import { joinFerPlus, type FerPlusOptions } from './fer-plus';
import { readFerPlusVotesWith, selectVotes, type FerPlusVotes } from './fer-plus-votes';
import { findCsv, openCsv, openCsvOf, type OpenedCsv } from './find-csv';

export interface ReadFerOptions extends Omit<ImageOptions, 'size' | 'channels'> {
  /** Class names in the order of the labels, 1 to 256 of them. Default `FER_CLASSES`. */
  classes?: readonly string[];
  /** Side of the square images in pixels: csv rows must have it, image files are resized to it. Default 48. */
  size?: number;
  /** Which csv file of a folder or archive to read, by its path there. Needed only where several would do. */
  entry?: string;
  /** `fer2013new.csv` of FER+: its votes replace the labels, row by row; see `joinFerPlus`. */
  votes?: FolderSource | ByteSource;
  /** How votes become labels. */
  ferPlus?: FerPlusOptions;
}

/**
 * Reads FER2013 in the forms in which it is passed on, recognised by content and not by name:
 *
 * - csv, plain or gzipped: `emotion,pixels,Usage`, the challenge's ` Usage, pixels` with spaces, `label,feature`, in
 *   any order among other columns; `id,feature` or `pixels` alone give an unlabelled set. Quoted fields, CRLF, blank
 *   lines and a byte order mark are fine;
 * - folders of PNG or JPEG files, `split/class/image` or `class/image`, with the classes in any common spelling
 *   (`classIndex`), as a `FolderSource`;
 * - a zip archive of either.
 *
 * The result is `[n, size, size, 1]` uint8. Of a csv file the text is never in memory as a whole: about 4 MiB are
 * needed beside the result. `splits` holds the `Usage` column or the splits' folders as they are spelled, `ids` an
 * `id` column or the images' paths.
 *
 * Throws a `DataError` that names file, line and column when the data is not so, the signal's reason (an
 * `AbortError`) when aborted, and whatever the source throws.
 *
 * ```ts
 * const ds = await readFer(fileInput.files[0], { onProgress: ({ rows }) => show(rows) });
 * const { Training, PublicTest } = splitBy(ds);
 * ```
 */
export function readFer(
  source: FolderSource | ByteSource,
  options: ReadFerOptions = {},
): Promise<LabelledImages> {
  return readFerWith(webPlatform, source, options);
}

/** `readFer` with the platform as a parameter. */
export async function readFerWith(
  platform: Platform,
  source: FolderSource | ByteSource,
  options: ReadFerOptions,
): Promise<LabelledImages> {
  const { classes = FER_CLASSES, size = 48, entry, signal, onProgress } = options;
  assertAtLeast(1, { size });
  assertImageOptions({ ...options, size });
  let rows = () => 0;
  const onBytes = (done: number, total: number | undefined) => onProgress?.({ done, total, rows: rows() });
  const input = await openInput(platform, source, { ...options, onBytes });
  const read = (opened: OpenedCsv) => {
    const csv = new FerCsv({ ...settingsOf(options), file: opened.file });
    rows = () => csv.rows;
    return readCsv(platform, opened, csv, options);
  };
  if (input.kind === 'bytes') return read(await openCsv(platform, input));

  const { folder } = input;
  const { file: found, problem } = await findCsv(platform, folder, { rank: rankFerHeader, entry });
  const images = entry === undefined ? await classifyFiles(folder) : [];
  if (found && images.length)
    throw new DataError(
      { file: folder.name },
      `both ${found.name} and images such as ${images[0].file.name} (expected one of them; name the csv with entry)`,
    );
  if (found) return read(await openCsvOf(platform, folder, found, { signal, onBytes }));
  if (!images.length && problem) throw problem;
  if (!images.length)
    throw new DataError(
      { file: folder.name },
      'no FER2013 csv and no class folders with images (expected one of them)',
    );
  if (options.votes)
    throw new DataError(
      { file: folder.name },
      'image folders with votes (expected a csv, whose rows the votes follow)',
    );
  return readClassFolders(platform, folder, images, { ...options, classes, classOf: classIndex });
}

function settingsOf({
  classes = FER_CLASSES,
  size = 48,
  limit = Infinity,
  skipBadRows,
  onSkip,
  maxBytes = MAX_BYTES,
}: ReadFerOptions) {
  return { classes, size, limit, maxBytes, onSkip: skipBadRows ? (onSkip ?? (() => {})) : undefined };
}

async function readCsv(
  platform: Platform,
  { file, text, checked }: OpenedCsv,
  csv: FerCsv,
  { votes, ferPlus, signal }: ReadFerOptions,
): Promise<LabelledImages> {
  let badRow: DataError | undefined;
  for await (const chunk of text) {
    if (badRow) continue;
    try {
      csv.push(chunk);
    } catch (error) {
      // Damaged gzip can look like a bad row, and only its checksum at the end tells: read on to hear it.
      if (!checked || !(error instanceof DataError)) throw error;
      badRow = error;
    }
    if (csv.full) break;
  }
  if (badRow) throw badRow;
  const stopped = csv.full;
  const ds = csv.finish();
  if (!votes) return ds;
  const ballots = await readFerPlusVotesWith(platform, votes, { signal });
  assertRowsFit(ballots, { rows: csv.seen, stopped, file });
  return joinFerPlus(ds, selectVotes(ballots, csv.kept), ferPlus);
}

function assertRowsFit(
  { file, splits }: FerPlusVotes,
  csv: { rows: number; stopped: boolean; file: string | undefined },
): void {
  if (csv.stopped ? splits.length >= csv.rows : splits.length === csv.rows) return;
  throw new DataError(
    { file },
    `${splits.length} rows of votes (expected ${csv.rows}, as ${csv.file ?? 'the csv'} has: votes follow its rows one by one)`,
  );
}
