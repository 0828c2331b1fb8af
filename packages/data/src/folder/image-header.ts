import { viewOf } from '../zip/zip-directory';

/** Says what is wrong with an image file, or its size in pixels. */
export type ImageHeader = { width: number; height: number } | { problem: string };

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The size of a PNG or JPEG, known by content, and whether the file is whole, without decoding it. Browsers show
 * what there is of an image that is cut short; and a small file can claim a size that fills the memory.
 *
 * Sources: PNG (ISO 15948) 5.3, 11.2.2; JPEG (ITU T.81) annex B.
 */
export function readImageHeader(bytes: Uint8Array, crc32: (bytes: Uint8Array) => number): ImageHeader {
  const starts = (...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);
  if (starts(...PNG)) return readPng(bytes, crc32);
  if (starts(0xff, 0xd8, 0xff)) return readJpeg(bytes);
  const found =
    bytes.length === 0 ? 'an empty file'
    : starts(0x47, 0x49, 0x46) ? 'a GIF image'
    : starts(0x42, 0x4d) ? 'a BMP image'
    : starts(0x52, 0x49, 0x46, 0x46) ? 'a WebP image'
    : 'no image'; // prettier-ignore
  return { problem: `found ${found} (expected a PNG or JPEG image)` };
}

/** Walks the chunks to the last, and holds each against its checksum. */
function readPng(bytes: Uint8Array, crc32: (bytes: Uint8Array) => number): ImageHeader {
  const view = viewOf(bytes);
  let header: { width: number; height: number } | undefined;
  for (let at = PNG.length; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    const type = view.getUint32(at + 4);
    if (end > bytes.length) break;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      return { problem: 'a damaged PNG image: a checksum does not fit (expected an undamaged file)' };
    if (!header) {
      if (type !== IHDR || end - at !== 25) break;
      header = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    if (type === IEND) return checkSize(header, 'PNG');
    at = end;
  }
  return cut('PNG');
}

const IHDR = 0x49484452;
const IEND = 0x49454e44;

/** Walks the segments to the first scan, and asks for an end of image behind it. */
function readJpeg(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  let header: { width: number; height: number } | undefined;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) break;
    // SOF0-15 but for DHT, JPG and DAC, which lie among them.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && end - at >= 9)
      header = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === SOS) return header && hasEnd(bytes, end) ? checkSize(header, 'JPEG') : cut('JPEG');
    at = end;
  }
  return cut('JPEG');
}

const SOS = 0xda;

function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let i = bytes.length - 1; i > from; i--) if (bytes[i] === 0xd9 && bytes[i - 1] === 0xff) return true;
  return false;
}

function checkSize(header: { width: number; height: number }, kind: string): ImageHeader {
  return header.width > 0 && header.height > 0
    ? header
    : { problem: `a ${kind} image of ${header.width}x${header.height} (expected at least 1x1)` };
}

function cut(kind: string): ImageHeader {
  return { problem: `a ${kind} image that is cut short or damaged (expected a whole file)` };
}
