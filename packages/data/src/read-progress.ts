/** How far a reader is. */
export interface ReadProgress {
  /** Bytes of the source read so far (compressed ones, when it is gzipped). */
  done: number;
  /** Bytes of the source, if it is known. */
  total: number | undefined;
  /** Images so far. */
  rows: number;
}
