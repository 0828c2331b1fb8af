/** The first `length` bytes (fewer when there are no more), and all bytes with those at their head. */
export async function peek(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  for (let have = 0; have < length; have += pieces.at(-1)!.length) {
    const next = await iterator.next();
    if (next.done) break;
    pieces.push(next.value);
  }
  const head = pieces.length === 1 ? pieces[0] : joinBytes(pieces);
  return { head, all: startWith(head, iterator) };
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

async function* startWith(head: Uint8Array, rest: AsyncIterator<Uint8Array>) {
  try {
    if (head.length) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
