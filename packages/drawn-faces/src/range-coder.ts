/**
 * An adaptive binary arithmetic coder (the carry-free form of Mahoney, "Data Compression Explained", 3.2, on 31
 * bits so that all arithmetic stays in fast small integers). It learns the probability of each bit in its
 * context while it codes, so nothing but the bytes is stored.
 *
 * Encoder and decoder are one interface: `bit(context, value)` writes `value` and returns it, or ignores `value`
 * and returns what was written. A model written once so serves both directions and can't drift apart.
 */
export interface BitCoder {
  bit(context: number, value: number): number;
}

const ALL = 0x7fffffff;
const TOP = 0x7f800000;

/** How fast a context that was seen n times follows a new bit, as a shift: quick at first, then steady. */
const RATES = Uint8Array.from({ length: 128 }, (_, n) =>
  Math.min(7, Math.max(1, Math.round(Math.log2(n + 1.6)))),
);

/** The probability that the next bit is 1 (16 bits), and how often it was asked: a pair a context. */
class Contexts {
  private readonly p: Uint16Array;
  private readonly seen: Uint8Array;
  constructor(count: number) {
    this.p = new Uint16Array(count).fill(0x8000);
    this.seen = new Uint8Array(count);
  }
  /** Where the interval `low..high` is cut: at or below the cut is 1. */
  cut(context: number, low: number, high: number): number {
    return low + Math.imul((high - low) >>> 12, this.p[context] >>> 4);
  }
  learn(context: number, bit: number): void {
    const n = this.seen[context];
    const p = this.p[context];
    this.p[context] = bit ? p + ((0xffff - p) >> RATES[n]) : p - (p >> RATES[n]);
    if (n < RATES.length - 1) this.seen[context] = n + 1;
  }
}

export class Encoder implements BitCoder {
  private low = 0;
  private high = ALL;
  private readonly contexts: Contexts;
  private readonly bytes: number[] = [];
  constructor(contexts: number) {
    this.contexts = new Contexts(contexts);
  }
  bit(context: number, value: number): number {
    const cut = this.contexts.cut(context, this.low, this.high);
    if (value) this.high = cut;
    else this.low = cut + 1;
    this.contexts.learn(context, value);
    while (((this.low ^ this.high) & TOP) === 0) {
      this.bytes.push(this.high >>> 23);
      this.low = (this.low << 8) & ALL;
      this.high = ((this.high << 8) | 255) & ALL;
    }
    return value;
  }
  finish(): Uint8Array<ArrayBuffer> {
    for (const shift of [23, 15, 7]) this.bytes.push((this.low >>> shift) & 255);
    return Uint8Array.from([...this.bytes.splice(0), (this.low << 1) & 255]);
  }
}

export class Decoder implements BitCoder {
  private low = 0;
  private high = ALL;
  private code = 0;
  private spare: number;
  private next = 0;
  private readonly contexts: Contexts;
  private readonly bytes: Uint8Array;
  constructor(contexts: number, bytes: Uint8Array) {
    this.contexts = new Contexts(contexts);
    this.bytes = bytes;
    this.spare = 0;
    for (let i = 0; i < 4; i++) this.shift();
  }
  /** Moves eight bits into the 31-bit window; the lowest bit of the last byte waits in `spare`. */
  private shift(): void {
    const byte = this.next < this.bytes.length ? this.bytes[this.next++] : 0;
    this.code = ((this.code << 8) & ALL) | (this.spare << 7) | (byte >>> 1);
    this.spare = byte & 1;
  }
  bit(context: number): number {
    const cut = this.contexts.cut(context, this.low, this.high);
    const value = this.code <= cut ? 1 : 0;
    if (value) this.high = cut;
    else this.low = cut + 1;
    this.contexts.learn(context, value);
    while (((this.low ^ this.high) & TOP) === 0) {
      this.low = (this.low << 8) & ALL;
      this.high = ((this.high << 8) | 255) & ALL;
      this.shift();
    }
    return value;
  }
}
