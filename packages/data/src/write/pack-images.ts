import { crc32 as portableCrc32 } from '../bytes/crc32';
import type { RandomAccess } from '../bytes/random-access';
import { DataError } from '../data-error';
import { assertConsistent, type LabelledImages } from '../labelled-images';

type Crc32 = (bytes: Uint8Array) => number;

/** Begins every packed set; the digit is the version. */
const MAGIC = new TextEncoder().encode('FERPACK1');
/** The magic, the length of the header and its checksum, both uint32, little-endian. */
const PRELUDE_BYTES = 16;
const MAX_HEADER_BYTES = 1 << 20;

/** What stands after the header, one after the other. */
interface Section {
  name: 'images' | 'labels' | 'labelWeights' | 'splits' | 'ids';
  length: number;
  crc: number;
}

interface Header {
  shape: LabelledImages['shape'];
  classes: string[];
  /** The names that the bytes of the section `splits` are indices of; two bytes an image. */
  splitNames?: string[];
  sections: Section[];
}

/**
 * A set as compact bytes that `unpackImages` reads back, in pieces to be written one after the other: the pixels as
 * they are, with a checksum for every part, so that no part of a file is ever taken for the whole. Little-endian.
 *
 * ```ts
 * await store.put('faces', new Blob(packImages(ds)));
 * ```
 */
export function packImages(ds: LabelledImages): Uint8Array<ArrayBuffer>[] {
  return packImagesWith(portableCrc32, ds);
}

/** `packImages` with the checksum's function as a parameter. */
export function packImagesWith(crc32: Crc32, ds: LabelledImages): Uint8Array<ArrayBuffer>[] {
  assertConsistent(ds);
  const { images, labels, labelWeights, splits, ids, shape, classes } = ds;
  const splitNames = splits && [...new Set(splits)];
  if (splitNames && splitNames.length > 0x10000)
    throw new RangeError(`invalid splits: ${splitNames.length} of them (expected at most 65536)`);
  const indexOf = new Map(splitNames?.map((name, i) => [name, i]));
  const parts: [Section['name'], Uint8Array | undefined][] = [
    ['images', images],
    ['labels', labels],
    ['labelWeights', labelWeights && bytesOf(labelWeights)],
    ['splits', splits && bytesOf(Uint16Array.from(splits, (name) => indexOf.get(name)!))],
    ['ids', ids && new TextEncoder().encode(JSON.stringify(ids))],
  ];
  const present = parts.filter(
    (part): part is [Section['name'], Uint8Array<ArrayBuffer>] => part[1] !== undefined,
  );
  const sections = present.map(([name, bytes]) => ({ name, length: bytes.length, crc: crc32(bytes) }));
  const header = { shape, classes, ...(splitNames && { splitNames }), sections } satisfies Header;
  const text = new TextEncoder().encode(JSON.stringify(header));
  if (text.length > MAX_HEADER_BYTES)
    throw new RangeError(
      `invalid classes or splits: ${text.length} bytes of names (expected at most ${MAX_HEADER_BYTES})`,
    );
  const prelude = new Uint8Array(PRELUDE_BYTES);
  prelude.set(MAGIC);
  const view = new DataView(prelude.buffer);
  view.setUint32(8, text.length, true);
  view.setUint32(12, crc32(text), true);
  return [prelude, text, ...present.map(([, bytes]) => bytes)];
}

/**
 * The set that `packImages` gave. Throws a `DataError` when the bytes are none, cut short, too long or damaged.
 */
export async function unpackImages(
  packed: Uint8Array | Blob,
  { name }: { name?: string } = {},
): Promise<LabelledImages> {
  const access: RandomAccess =
    packed instanceof Uint8Array
      ? { size: packed.length, read: async (start, end) => packed.slice(start, end) }
      : {
          size: packed.size,
          read: async (start, end) => new Uint8Array(await packed.slice(start, end).arrayBuffer()),
        };
  return unpackImagesWith(portableCrc32, access, name);
}

/** `unpackImages` of bytes that `access.read` copies from somewhere. */
export async function unpackImagesWith(
  crc32: Crc32,
  access: RandomAccess,
  file?: string,
): Promise<LabelledImages> {
  const damaged = (what: string) =>
    new DataError({ file }, `${what} (expected a whole, undamaged set as packImages writes it)`);
  if (access.size < PRELUDE_BYTES) throw damaged(`${access.size} bytes`);
  const prelude = await access.read(0, PRELUDE_BYTES);
  if (MAGIC.some((byte, i) => prelude[i] !== byte)) throw damaged('no packed set');
  const view = new DataView(prelude.buffer, prelude.byteOffset);
  const headerEnd = PRELUDE_BYTES + view.getUint32(8, true);
  if (headerEnd > Math.min(access.size, PRELUDE_BYTES + MAX_HEADER_BYTES))
    throw damaged('a packed set that is cut short');
  const text = await access.read(PRELUDE_BYTES, headerEnd);
  if (crc32(text) !== view.getUint32(12, true)) throw damaged('a damaged header');
  const { shape, classes, splitNames, sections } = JSON.parse(new TextDecoder().decode(text)) as Header;
  const length = sections.reduce((sum, section) => sum + section.length, headerEnd);
  if (length !== access.size) throw damaged(`${access.size} bytes, not ${length}`);

  const parts: Partial<Record<Section['name'], Uint8Array>> = {};
  let at = headerEnd;
  for (const section of sections) {
    const bytes = await access.read(at, (at += section.length));
    if (bytes.length !== section.length || crc32(bytes) !== section.crc)
      throw damaged(`damaged ${section.name}`);
    parts[section.name] = bytes;
  }
  const { images, labels, labelWeights, splits, ids } = parts;
  const ds: LabelledImages = {
    images: images!,
    shape,
    ...(labels && { labels }),
    ...(labelWeights && { labelWeights: new Float32Array(labelWeights.buffer) }),
    ...(splits && { splits: Array.from(new Uint16Array(splits.buffer), (index) => splitNames![index]) }),
    ...(ids && { ids: JSON.parse(new TextDecoder().decode(ids)) as string[] }),
    classes,
  };
  assertConsistent(ds);
  return ds;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
