/** What `lib.es2024` adds to ArrayBuffer, where the engine has it (Node 20, browsers since 2023-24). */
type Resizable = ArrayBuffer & { resizable?: boolean; resize?(byteLength: number): void };
const ResizableArrayBuffer = ArrayBuffer as unknown as new (
  byteLength: number,
  options: { maxByteLength: number },
) => Resizable;

const FIRST_BLOCK = 1 << 14;

/**
 * Rows of bytes whose number is not known beforehand, joined at the end into one array.
 *
 * They wait in blocks. Joining gives each block's memory back right after it is copied, so the peak is the
 * result and one block more, not twice the result; where buffers cannot be resized the garbage collector does it.
 */
export class RowStore {
  #blocks: Uint8Array[] = [];
  #rows = 0;
  /** Rows that the last block has room for. */
  #free = 0;

  constructor(
    readonly rowLength: number,
    readonly rowsABlock = Math.max(1, Math.floor((4 << 20) / rowLength)),
  ) {}

  get rows(): number {
    return this.#rows;
  }

  append(row: Uint8Array): void {
    if (this.#free === 0) this.#addBlock();
    const block = this.#blocks.at(-1)!;
    block.set(row, block.length - this.#free * this.rowLength);
    this.#free--;
    this.#rows++;
  }

  /** The first block is small, as sets can be, and each further one twice the last. */
  #addBlock(): void {
    const first = Math.ceil(FIRST_BLOCK / this.rowLength);
    this.#free = Math.min(this.rowsABlock, first * 2 ** this.#blocks.length);
    const length = this.#free * this.rowLength;
    this.#blocks.push(new Uint8Array(new ResizableArrayBuffer(length, { maxByteLength: length })));
  }

  /** All rows, `[rows * rowLength]`. The store is empty afterwards. */
  join(): Uint8Array {
    const all = new Uint8Array(this.#rows * this.rowLength);
    let at = 0;
    for (const block of this.#blocks) {
      const length = Math.min(block.length, all.length - at);
      all.set(block.subarray(0, length), at);
      at += length;
      const buffer = block.buffer as Resizable;
      if (buffer.resizable) buffer.resize!(0);
    }
    this.#blocks = [];
    this.#free = 0;
    this.#rows = 0;
    return all;
  }
}
