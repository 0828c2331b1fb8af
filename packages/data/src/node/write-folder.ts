import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataError } from '../data-error';
import { mapOrdered } from '../folder/map-ordered';
import { assertConsistent, type LabelledImages } from '../labelled-images';
import { hardLabels } from '../hard-labels';
import { loadSharp } from './sharp-image';

export interface WriteFolderOptions {
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

const AT_ONCE = 8;
/** Device names of Windows, and what a file system or a shell takes for something else. */
const UNSAFE = /[/\\:*?"<>|\p{Cc}]|^\.|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;

/**
 * Writes the images as PNG files, `path/split/class/row.png` (`path/class/row.png` without splits), grey or RGB as
 * the set is; `row` counts from 1 with leading zeros, so that `readFer` and `readLabelledFolder` read each class back in
 * order. Needs sharp, labels, and a folder that does not exist yet; it appears when it is whole.
 *
 * Throws before anything is written where a class or split is no name for a folder (`../x`).
 */
export async function writeFolder(
  ds: LabelledImages,
  path: string,
  { signal, onProgress }: WriteFolderOptions = {},
): Promise<void> {
  assertConsistent(ds);
  const [n, h, w, c] = ds.shape;
  if (c !== 1 && c !== 3)
    throw new RangeError(`invalid shape: [${ds.shape.join(', ')}] (expected 1 or 3 channels)`);
  const labels = hardLabels(ds);
  const names = [...new Set(labels)].map((label) => ds.classes[label]);
  for (const name of [...names, ...new Set(ds.splits?.filter(Boolean))])
    if (!name || UNSAFE.test(name))
      throw new RangeError(`invalid class or split: ${JSON.stringify(name)} (expected a name for a folder)`);
  if (existsSync(path)) throw new DataError({ file: path }, 'exists already (expected a new folder)');
  const sharp = await loadSharp();
  const digits = String(n).length;
  const unfinished = join(dirname(path), `.${randomUUID()}-unfinished`);
  const folders = new Set<string>();
  const writeRow = async (row: number) => {
    signal?.throwIfAborted();
    const folder = join(unfinished, ds.splits?.[row] ?? '', ds.classes[labels[row]]);
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    folders.add(folder);
    const pixels = ds.images.subarray(row * h * w * c, (row + 1) * h * w * c);
    const png = sharp(pixels, { raw: { width: w, height: h, channels: c } })
      .toColourspace(c === 1 ? 'b-w' : 'srgb')
      .png();
    await writeFile(join(folder, `${String(row + 1).padStart(digits, '0')}.png`), await png.toBuffer());
    return row;
  };
  try {
    const rows = Array.from({ length: n }, (_, row) => row);
    for await (const row of mapOrdered(rows, writeRow, AT_ONCE)) onProgress?.({ done: row + 1, total: n });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}
