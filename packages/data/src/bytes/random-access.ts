import { DataError } from '../data-error';
import { isNamedSource, openSource, type ByteSource } from './byte-source';
import { joinBytes } from './peek';

/** Bytes that can be read anywhere. */
export interface RandomAccess {
  size: number;
  /** The bytes `start` to `end`, the latter not included; both lie within `size`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A stream can't be read anywhere: it is held in memory, up to this many bytes. */
const MAX_HELD = 1 << 30;

/** A source to read anywhere. `stream` are its bytes, already begun, which are used where there is no better way. */
export async function randomAccess(
  source: ByteSource,
  stream: AsyncIterable<Uint8Array>,
  file: string | undefined,
): Promise<RandomAccess> {
  if (isNamedSource(source) && source.readRange && source.size !== undefined) {
    await close(stream);
    return inBlocks({ size: source.size, read: (start, end) => source.readRange!(start, end) });
  }
  if (source instanceof Uint8Array) return inMemory(source);
  if (source instanceof Blob) {
    const { size } = source;
    const read = async (start: number, end: number) =>
      new Uint8Array(await source.slice(start, end).arrayBuffer());
    return inBlocks({ size, read });
  }
  const pieces: Uint8Array[] = [];
  let held = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    held += piece.length;
    if (held > MAX_HELD)
      throw new DataError(
        { file },
        `a zip archive of more than ${MAX_HELD} bytes as a stream (expected a file, a Blob or bytes)`,
      );
  }
  return inMemory(joinBytes(pieces));
}

/** All bytes of a source, at most `limit`. */
export async function readAll(source: ByteSource, limit: number, file: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (await openSource(source)).bytes) {
    pieces.push(piece);
    length += piece.length;
    if (length > limit) throw tooLarge(file, limit);
  }
  return pieces.length === 1 ? pieces[0] : joinBytes(pieces);
}

export function tooLarge(file: string, limit: number): DataError {
  return new DataError({ file }, `too large (expected at most ${limit} bytes)`);
}

function inMemory(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}

async function close(stream: AsyncIterable<Uint8Array>): Promise<void> {
  await stream[Symbol.asyncIterator]().return?.();
}

const BLOCK = 1 << 20;

/** Reads a block at a time: thousands of small files that follow one another cost a few reads. */
function inBlocks(whole: RandomAccess): RandomAccess {
  const { size } = whole;
  let held: { start: number; end: number; bytes: Promise<Uint8Array> } | undefined;
  return {
    size,
    async read(start, end) {
      if (end - start > BLOCK / 2) return whole.read(start, end);
      if (!held || start < held.start || end > held.end) {
        const until = Math.min(size, start + BLOCK);
        held = { start, end: until, bytes: whole.read(start, until) };
      }
      const block = held;
      return (await block.bytes).subarray(start - block.start, end - block.start);
    },
  };
}
