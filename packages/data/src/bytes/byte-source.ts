/** Bytes as they come: whatever the platform hands out, in pieces of any size. */
export type ByteStream = Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Bytes with a name, opened when they are read. */
export interface NamedSource {
  /** What error messages call it. */
  name: string;
  /** Its length in bytes if known, for the `total` of the progress. */
  size?: number | undefined;
  open(): ByteStream | Promise<ByteStream>;
  /** Its bytes `start` to `end` (not included), if they can be had: a zip archive is then not held in memory. */
  readRange?(start: number, end: number): Promise<Uint8Array>;
}

export type ByteSource = ByteStream | NamedSource;

/** A source made ready to read: what is known about it, and its bytes in pieces of at most 1 MiB. */
export interface OpenedSource {
  name: string | undefined;
  size: number | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

const PIECE = 1 << 20;
const PIECES_A_TURN = 8;

export async function openSource(source: ByteSource, signal?: AbortSignal): Promise<OpenedSource> {
  if (!isNamedSource(source)) return { ...describe(source), bytes: piecesOf(source, signal) };
  const stream = await source.open();
  return { name: source.name, size: source.size ?? describe(stream).size, bytes: piecesOf(stream, signal) };
}

export function isNamedSource(source: ByteSource): source is NamedSource {
  return typeof (source as NamedSource | null)?.open === 'function';
}

function describe(stream: ByteStream): Pick<OpenedSource, 'name' | 'size'> {
  if (stream instanceof Uint8Array) return { name: undefined, size: stream.length };
  if (!(stream instanceof Blob)) return { name: undefined, size: undefined };
  // A File is a Blob with a name.
  return { name: (stream as { name?: string }).name || undefined, size: stream.size };
}

async function* piecesOf(
  stream: ByteStream,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (stream instanceof Uint8Array) return yield* turns(stream);
  for await (const chunk of iterate(stream, signal)) {
    if (!(chunk instanceof Uint8Array))
      throw new TypeError(`invalid chunk: a ${typeof chunk} (expected a source of Uint8Array)`);
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

/** The pieces of what is in memory already, letting events (an abort, a repaint) in between. */
async function* turns(bytes: Uint8Array) {
  for (let at = 0, piece = 1; at < bytes.length; at += PIECE, piece++) {
    yield bytes.subarray(at, at + PIECE);
    if (piece % PIECES_A_TURN === 0) await new Promise((resolve) => setTimeout(resolve));
  }
}

function iterate(stream: Exclude<ByteStream, Uint8Array>, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  if (stream instanceof Blob) return iterateStream(stream.stream(), signal);
  if (typeof (stream as ReadableStream | null)?.getReader === 'function')
    return iterateStream(stream as ReadableStream<Uint8Array>, signal);
  if (typeof (stream as AsyncIterable<Uint8Array> | null)?.[Symbol.asyncIterator] === 'function')
    return stream as AsyncIterable<Uint8Array>;
  throw new TypeError(
    `invalid source: a ${typeof stream} (expected a Blob, Uint8Array, ReadableStream, async iterable or { name, open })`,
  );
}

/** Safari's streams are not async iterable. Leaving the loop cancels the stream, and so does the signal. */
export async function* iterateStream(
  stream: ReadableStream<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined); // after an error there is nothing to cancel
  signal?.addEventListener('abort', cancel);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}
