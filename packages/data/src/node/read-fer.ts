import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ByteSource } from '../bytes/byte-source';
import type { Gunzip } from '../bytes/gunzip';
import { readFerWith, type ReadFerOptions } from '../fer/read-fer';
import type { LabelledImages } from '../labelled-images';
import { fileSource } from './file-source';

const INFLATED_CHUNK = 1 << 18;

/**
 * `readFer` that also takes a path.
 *
 * ```ts
 * const ds = await readFer('fer2013.csv.gz');
 * ```
 */
export function readFer(source: string | ByteSource, options: ReadFerOptions = {}): Promise<LabelledImages> {
  return readFerWith(zlibGunzip, typeof source === 'string' ? fileSource(source) : source, options);
}

/** node:zlib with large chunks: it inflates on another thread while this one parses. */
const zlibGunzip: Gunzip = async function* (bytes) {
  const inflated = createGunzip({ chunkSize: INFLATED_CHUNK });
  // An error of either end destroys the other, and the loop below throws it.
  pipeline(Readable.from(bytes, { objectMode: false }), inflated, () => {});
  yield* inflated as AsyncIterable<Uint8Array>;
};
