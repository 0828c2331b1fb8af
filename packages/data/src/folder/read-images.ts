import { RowStore } from '../bytes/row-store';
import { DataError } from '../data-error';
import type { LabelledImages } from '../labelled-images';
import type { Platform } from '../platform';
import type { ReadProgress } from '../read-progress';
import type { ClassifiedFile } from './class-folders';
import { mapOrdered } from './map-ordered';
import { MissingDecoder } from './missing-decoder';
import { readImageHeader } from './image-header';
import { resizeImage, type Fit } from './resize';
import { toGrey, toRgb } from './to-grey';

/** What all readers of image files take. */
export interface ImageOptions {
  /** Height and width of the result; a number is both. Default 48. */
  size?: number | readonly [h: number, w: number];
  /** 1 (default): grey, `0.299 R + 0.587 G + 0.114 B`; 3: red, green, blue. */
  channels?: 1 | 3;
  /** `'cover'` (default) keeps the proportions and takes the middle, `'stretch'` takes all. */
  fit?: Fit;
  /** Refuse images of more pixels than these; decoding takes up to 8 bytes for each. Default 40 million. */
  maxPixels?: number;
  /** Read at most so many images, in the order of their paths. Default all. */
  limit?: number;
  /** Leave out what cannot be read, and go on. Default false: the first such image throws. */
  skipBadRows?: boolean;
  /** Told of each one that is left out. */
  onSkip?: (error: DataError) => void;
  /** Refuse a result of more bytes than these. Default 2 GiB. */
  maxBytes?: number;
  /** What error messages call the source. Default its own name, if it has one. */
  name?: string;
  signal?: AbortSignal;
  /** Called after each image, with bytes of image files. */
  onProgress?: (progress: ReadProgress) => void;
}

/** How many files are read and decoded at once. */
const AT_ONCE = 8;
const MAX_FILE_BYTES = 64 << 20;
export const MAX_BYTES = 2 ** 31;

/** Reads, decodes and resizes; `label` gives the class of a file or throws a `DataError`. */
export async function readImages(
  platform: Platform,
  files: readonly ClassifiedFile[],
  {
    label,
    classes,
    name,
  }: { label: (file: ClassifiedFile) => number; classes: readonly string[]; name: string },
  options: ImageOptions,
): Promise<LabelledImages> {
  const { size = 48, channels = 1, fit = 'cover', limit = Infinity, maxBytes = MAX_BYTES } = options;
  const { skipBadRows = false, onSkip, maxPixels = 40e6, signal, onProgress } = options;
  const [h, w] = typeof size === 'number' ? [size, size] : size;
  const store = new RowStore(h * w * channels);
  const kept: ClassifiedFile[] = [];
  const labels: number[] = [];
  const total = files.reduce((sum, { file }) => sum + (file.size ?? 0), 0);
  let done = 0;

  const read = async (item: ClassifiedFile) => {
    signal?.throwIfAborted();
    try {
      const place = label(item);
      const bytes = await item.file.read(MAX_FILE_BYTES);
      const image = await decode(platform, bytes, maxPixels);
      if ('problem' in image) throw new DataError({ file: `${name}/${item.file.name}` }, image.problem);
      return {
        item,
        place,
        pixels: resizeImage(channels === 1 ? toGrey(image) : toRgb(image), [h, w], { fit }),
      };
    } catch (error) {
      if (error instanceof DataError) return { item, error };
      throw error;
    }
  };
  for await (const result of mapOrdered(files, read, AT_ONCE)) {
    signal?.throwIfAborted();
    done += result.item.file.size ?? 0;
    if (result.error) {
      if (!skipBadRows) throw result.error;
      onSkip?.(result.error);
    } else {
      if ((store.rows + 1) * store.rowLength > maxBytes)
        throw new DataError(
          { file: name },
          `more than ${store.rows} images of ${store.rowLength} bytes (expected at most ${maxBytes} bytes; see maxBytes)`,
        );
      store.append(result.pixels);
      labels.push(result.place);
      kept.push(result.item);
    }
    onProgress?.({ done, total, rows: store.rows });
    if (store.rows >= limit) break;
  }
  if (!kept.length)
    throw new DataError(
      { file: name },
      `none of ${files.length} images could be read (expected PNG or JPEG images)`,
    );
  return {
    shape: [kept.length, h, w, channels],
    images: store.join(),
    labels: Uint8Array.from(labels),
    ...(kept.some(({ split }) => split !== undefined) && { splits: kept.map(({ split }) => split ?? '') }),
    ids: kept.map(({ file }) => file.name),
    classes: [...classes],
  };
}

async function decode(platform: Platform, bytes: Uint8Array, maxPixels: number) {
  const header = readImageHeader(bytes, (part) => platform.crc32(part));
  if ('problem' in header) return header;
  const { width, height } = header;
  if (width * height > maxPixels)
    return {
      problem: `an image of ${width}x${height} (expected at most ${maxPixels} pixels; see maxPixels)`,
    };
  try {
    return await platform.decodeImage(bytes);
  } catch (error) {
    if (error instanceof MissingDecoder) throw error;
    return {
      problem: `an image that cannot be decoded: ${(error as Error).message} (expected a whole PNG or JPEG)`,
    };
  }
}
