import { pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { crc32 } from '../bytes/crc32';
import type { Inflate } from '../bytes/inflate';
import type { Platform } from '../platform';
import { sharpImage } from './sharp-image';

const INFLATED_CHUNK = 1 << 18;

/** node:zlib with large chunks: it inflates on another thread while this one parses. */
const zlibInflate: Inflate = async function* (bytes, format) {
  const options = { chunkSize: INFLATED_CHUNK };
  const inflated = format === 'gzip' ? zlib.createGunzip(options) : zlib.createInflateRaw(options);
  // An error of either end destroys the other, and the loop below throws it.
  pipeline(Readable.from(bytes, { objectMode: false }), inflated, () => {});
  yield* inflated as AsyncIterable<Uint8Array>;
};

/** zlib's own, where Node has it (20.15, 22.2). */
const nativeCrc32 = (zlib as { crc32?: Platform['crc32'] }).crc32;

export const nodePlatform: Platform = {
  inflate: zlibInflate,
  crc32: nativeCrc32 ?? crc32,
  decodeImage: sharpImage,
};
