/** Pixels of a made-up row: a different pattern for each `row`, with one-, two- and three-digit values. */
export function pixelsOf(row: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (row * 37 + i * 11) % 256);
}

/** One row `label,pixels,usage` of a FER2013 CSV. */
export function ferRow(row: number, { size = 2, usage = 'Training', label = row % 7 } = {}): string {
  return `${label},${pixelsOf(row, size * size).join(' ')},${usage}`;
}

/** A FER2013 CSV of `rows` made-up images; the last fifth is `PublicTest`. */
export function ferText(rows: number, { size = 2 } = {}): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    ferRow(row, { size, usage: row < rows * 0.8 ? 'Training' : 'PublicTest' }),
  );
  return ['emotion,pixels,Usage', ...lines, ''].join('\n');
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The bytes in pieces of `length`, and whether the reader closed them early. */
export function inPieces(bytes: Uint8Array, length: number) {
  const state = { pieces: 0, closed: false };
  async function* pieces() {
    try {
      for (let at = 0; at < bytes.length; at += length) {
        state.pieces++;
        yield bytes.slice(at, at + length);
      }
    } finally {
      state.closed = true;
    }
  }
  return { state, bytes: pieces() };
}
