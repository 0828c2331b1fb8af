import { filesFolder, readFer, type NamedSource, type ReadProgress } from '@fer/data';
import { dataHash } from '@fer/experiments';
import { keepData, keptId, type DataInfo } from '../../library/data-sets';

/** A file as a folder holds it. */
export interface FileAt {
  /** Below the folder that was chosen, with that folder's name; the file's own name where there is no folder. */
  path: string;
  file: File;
}

interface ReadDataOptions {
  /** What the set is to be called. */
  name: string;
  /** Leave out rows and images that cannot be read. */
  skipBadRows?: boolean;
}

export interface ReadData {
  info: DataInfo;
  /** How many rows or images were left out, and what was wrong with the first of them. */
  skipped: { count: number; first: string[] };
}

/** Messages of left-out rows that are told. */
const TOLD = 10;
/** Bytes of a file that are read at once. */
const SLICE = 1 << 20;
/** How often progress is told: the page has other things to do. */
const EVERY_MS = 100;

/**
 * Reads a csv file (also .gz, .zip) or a folder of pictures, and keeps it in this browser.
 *
 * @param next the next files, some at a time; none when there are no more. A folder of 30,000 does not cross at once.
 * @throws `DataError` (by its `name`) that says which file and row is bad and what was expected; `AbortError`
 */
export async function readData(
  { name, skipBadRows = false }: ReadDataOptions,
  next: () => Promise<FileAt[]>,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<ReadData> {
  const files: FileAt[] = [];
  for (let some = await next(); some.length > 0; some = await next()) {
    signal.throwIfAborted();
    files.push(...some);
  }
  const skipped: ReadData['skipped'] = { count: 0, first: [] };
  const data = await readFer(sourceOf(files, name), {
    skipBadRows,
    signal,
    onProgress: seldom(onProgress),
    onSkip({ message }) {
      if (skipped.count++ < TOLD) skipped.first.push(message);
    },
  });
  signal.throwIfAborted();
  return { info: await keepData(keptId(await dataHash(data)), name, data), skipped };
}

function sourceOf(files: readonly FileAt[], name: string) {
  if (files.length === 1 && !files[0].path.includes('/')) return inTurns(files[0].file);
  // A file that was dropped has its path in the folder from the drop, not from itself.
  const placed = files.map(({ path, file }) =>
    Object.defineProperty(file, 'webkitRelativePath', { value: path }),
  );
  return filesFolder(placed, name);
}

/** A file in slices: the stream of a file has the next piece ready so soon that this thread would never hear of a stop. */
function inTurns(file: File): NamedSource {
  const readRange = async (start: number, end: number) =>
    new Uint8Array(await file.slice(start, end).arrayBuffer());
  return {
    name: file.name,
    size: file.size,
    readRange,
    async *open() {
      for (let start = 0; start < file.size; start += SLICE) yield await readRange(start, start + SLICE);
    },
  };
}

function seldom(tell: (progress: ReadProgress) => void): (progress: ReadProgress) => void {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < EVERY_MS && progress.done !== progress.total) return;
    last = now;
    tell(progress);
  };
}
