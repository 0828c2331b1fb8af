/**
 * Takes one line, `bytes[start, end)` without its line feed. `bytes[end]` is always a line feed, so a loop that
 * stops at one needs no bounds check.
 */
export type TakeLine = (bytes: Uint8Array, start: number, end: number) => void;

/** Cuts chunks into lines. A line inside one chunk is not copied; one that spans chunks is put together once. */
export class LineSplitter {
  #carry = new Uint8Array(1 << 14);
  #carried = 0;

  constructor(
    readonly takeLine: TakeLine,
    /** Called with a line's length once it exceeds `maxLength`: binary data has no line feeds. */
    readonly maxLength: number,
    readonly tooLong: (length: number) => never,
  ) {}

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      if (this.#carried) {
        this.#append(chunk, start, end);
        this.end();
      } else {
        if (end - start > this.maxLength) this.tooLong(end - start);
        this.takeLine(chunk, start, end);
      }
      start = end + 1;
    }
    this.#append(chunk, start, chunk.length);
  }

  /** Takes what is left as the last line, if anything is. */
  end(): void {
    if (!this.#carried) return;
    this.#carry[this.#carried] = LF;
    const length = this.#carried;
    this.#carried = 0;
    this.takeLine(this.#carry, 0, length);
  }

  #append(chunk: Uint8Array, start: number, end: number): void {
    const length = this.#carried + end - start;
    if (length > this.maxLength) this.tooLong(length);
    if (length + 1 > this.#carry.length) {
      const larger = new Uint8Array(2 * (length + 1));
      larger.set(this.#carry.subarray(0, this.#carried));
      this.#carry = larger;
    }
    this.#carry.set(chunk.subarray(start, end), this.#carried);
    this.#carried = length;
  }
}

const LF = 10;
