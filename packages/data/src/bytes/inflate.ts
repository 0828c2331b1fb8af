import { DataError } from '../data-error';
import { iterateStream } from './byte-source';
import { peek } from './peek';

/** Inflates; throws whatever the platform throws when the data is cut short or damaged. */
export type Inflate = (
  bytes: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'deflate-raw',
) => AsyncIterable<Uint8Array>;

/** The platform's own `DecompressionStream`. */
export const platformInflate: Inflate = (bytes, format) => {
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
  return iterateStream(compressed.pipeThrough(new DecompressionStream(format)));
};

/** Inflates `bytes` when they are gzip by content (they begin `1f 8b`), else passes them on as they are. */
export async function maybeGunzip(
  bytes: AsyncIterable<Uint8Array>,
  inflate: Inflate,
  file: string | undefined,
) {
  const { head, all } = await peek(bytes, 2);
  const gzipped = head[0] === 0x1f && head[1] === 0x8b;
  return { gzipped, text: gzipped ? gunzip(all, inflate, file) : all };
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>, inflate: Inflate, file: string | undefined) {
  let reading: { error: unknown } | undefined;
  let compressed = 0;
  const watched = (async function* () {
    try {
      for await (const piece of bytes) {
        compressed += piece.length;
        yield piece;
      }
    } catch (error) {
      reading = { error };
      throw error;
    }
  })();
  try {
    let inflated = 0;
    for await (const piece of inflate(watched, 'gzip')) {
      inflated += piece.length;
      assertNoBomb(inflated, compressed, file);
      yield piece;
    }
  } catch (error) {
    if (reading) throw reading.error; // the disk's or the network's fault, not the data's
    if (error instanceof DataError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError({ file }, `invalid gzip data: ${why} (expected a complete, undamaged gzip file)`, {
      cause: error,
    });
  }
}

/**
 * Pixels as text, and images, shrink to a third, or a tenth where most are blank. Deflate can do a thousandth, which
 * only a file made to fill the memory has.
 */
const MAX_RATIO = 200;
const ALWAYS_FINE = 16 << 20;

/** Throws a `DataError` when data inflate to over 200 times their size (and to over 16 MiB). */
export function assertNoBomb(inflated: number, compressed: number, file: string | undefined): void {
  if (inflated > ALWAYS_FINE && inflated > MAX_RATIO * compressed)
    throw new DataError(
      { file },
      `inflates to over ${MAX_RATIO} times its size (expected a data set, not a file made to fill the memory)`,
    );
}
