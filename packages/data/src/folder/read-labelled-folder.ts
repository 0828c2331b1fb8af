import type { ByteSource } from '../bytes/byte-source';
import { DataError } from '../data-error';
import type { LabelledImages } from '../labelled-images';
import { assertAtLeast, assertClasses } from '../options';
import { openInput } from '../open-input';
import { webPlatform, type Platform } from '../platform';
import { classifyFiles, folderClasses, type ClassifiedFile } from './class-folders';
import type { FolderSource } from './folder-source';
import { readImages, type ImageOptions } from './read-images';

export interface ReadLabelledFolderOptions extends ImageOptions {
  /** Class names in the order of the labels. Default the folders' names, sorted. */
  classes?: readonly string[];
  /** The index of the class that a folder's name means, or undefined. Default the name's place in `classes`. */
  classOf?: (folder: string, classes: readonly string[]) => number | undefined;
}

/**
 * Reads images that lie in one folder a class, `split/class/image` or `class/image`: a `FolderSource`
 * (`filesFolder`), or a zip archive of such folders. PNG and JPEG of any size and colour become
 * `[n, h, w, channels]`; `ids` are the paths, `splits` the folders above the classes, where there are any.
 *
 * Throws a `DataError` that names the file that is no whole image, or whose folder is no class.
 *
 * ```ts
 * const ds = await readLabelledFolder(filesFolder(input.files), { size: [64, 64], channels: 3 });
 * ```
 */
export function readLabelledFolder(
  source: FolderSource | ByteSource,
  options: ReadLabelledFolderOptions = {},
): Promise<LabelledImages> {
  return readLabelledFolderWith(webPlatform, source, options);
}

/** `readLabelledFolder` with the platform as a parameter. */
export async function readLabelledFolderWith(
  platform: Platform,
  source: FolderSource | ByteSource,
  options: ReadLabelledFolderOptions,
): Promise<LabelledImages> {
  assertImageOptions(options);
  const input = await openInput(platform, source, options);
  if (input.kind === 'bytes') {
    await input.bytes[Symbol.asyncIterator]().return?.(undefined);
    throw new DataError(
      { file: input.file },
      'one file (expected a folder or a zip archive of class folders)',
    );
  }
  const { folder } = input;
  const files = await classifyFiles(folder);
  if (!files.length)
    throw new DataError(
      { file: folder.name },
      'no class folders with images (expected class/image or split/class/image)',
    );
  return readClassFolders(platform, folder, files, {
    ...options,
    classes: options.classes ?? folderClasses(files, folder),
  });
}

/** The images of files that are sorted by folder already. */
export function readClassFolders(
  platform: Platform,
  folder: FolderSource,
  files: readonly ClassifiedFile[],
  options: ReadLabelledFolderOptions & { classes: readonly string[] },
): Promise<LabelledImages> {
  const { classes, classOf = (name: string) => classes.indexOf(name) } = options;
  const label = (item: ClassifiedFile) => {
    const index = classOf(item.folder, classes) ?? -1;
    if (Number.isInteger(index) && index >= 0 && index < classes.length) return index;
    throw new DataError(
      { file: `${folder.name}/${item.file.name}` },
      `class folder ${JSON.stringify(item.folder)} (expected one of ${classes.join(', ')})`,
    );
  };
  return readImages(platform, files, { label, classes, name: folder.name }, options);
}

export function assertImageOptions({
  size = 48,
  limit,
  classes,
  channels = 1,
  fit = 'cover',
}: ReadLabelledFolderOptions): void {
  for (const side of typeof size === 'number' ? [size] : size) assertAtLeast(1, { size: side });
  if (limit !== undefined && limit !== Infinity) assertAtLeast(1, { limit });
  if (classes) assertClasses(classes);
  if (channels !== 1 && channels !== 3)
    throw new RangeError(`invalid channels: ${String(channels)} (expected 1 or 3)`);
  if (fit !== 'cover' && fit !== 'stretch')
    throw new RangeError(`invalid fit: ${String(fit)} (expected cover or stretch)`);
}
