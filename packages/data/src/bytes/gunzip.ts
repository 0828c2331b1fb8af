import { DataError } from '../data-error';
import { iterateStream } from './byte-source';

/** Inflates gzip; throws whatever the platform throws when the data is cut short or damaged. */
export type Gunzip = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** The platform's own `DecompressionStream`. */
export const platformGunzip: Gunzip = (bytes) => {
  const iterator = bytes[Symbol.asyncIterator]();
  const compressed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return iterateStream(compressed.pipeThrough(new DecompressionStream('gzip')));
};

/** Inflates `bytes` when they are gzip by content (they begin `1f 8b`), else passes them on as they are. */
export async function maybeGunzip(
  bytes: AsyncIterable<Uint8Array>,
  gunzip: Gunzip,
  file: string | undefined,
) {
  const iterator = bytes[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  while (head.length < 2) {
    const next = await iterator.next();
    if (next.done) break;
    head = joinBytes(head, next.value);
  }
  const whole = startWith(head, iterator);
  const gzipped = head[0] === 0x1f && head[1] === 0x8b;
  return { gzipped, text: gzipped ? inflate(whole, gunzip, file) : whole };
}

async function* inflate(bytes: AsyncIterable<Uint8Array>, gunzip: Gunzip, file: string | undefined) {
  let reading: { error: unknown } | undefined;
  const watched = (async function* () {
    try {
      yield* bytes;
    } catch (error) {
      reading = { error };
      throw error;
    }
  })();
  try {
    yield* gunzip(watched);
  } catch (error) {
    if (reading) throw reading.error; // the disk's or the network's fault, not the data's
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError({ file }, `invalid gzip data: ${why} (expected a complete, undamaged gzip file)`, {
      cause: error,
    });
  }
}

async function* startWith(head: Uint8Array, rest: AsyncIterator<Uint8Array>) {
  try {
    if (head.length) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
