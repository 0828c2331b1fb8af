import { DataError } from '../data-error';
import { clip, COMMA, decode, fieldEnd, fieldText, QUOTE } from './csv-field';
import type { FerColumns } from './fer-columns';

export interface FerRowLimits {
  file: string | undefined;
  /** How many pixels a row must have. */
  pixels: number;
  /** How many classes there are. */
  classes: number;
}

/**
 * Reads one line at a time, by hand from bytes to numbers: no string is made of the pixels. After `parse`,
 * `pixels`, `label`, `usage` and `id` hold the row.
 */
export class FerRowParser {
  readonly pixels: Uint8Array;
  label = 0;
  usage = '';
  id = '';
  #line = 0;
  #usages = new Map<string, string>();

  constructor(
    readonly columns: FerColumns,
    readonly limits: FerRowLimits,
  ) {
    this.pixels = new Uint8Array(limits.pixels);
  }

  /** Parses `bytes[start, end)`; `bytes[end]` must be readable and no digit. Throws a `DataError`. */
  parse(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.#line = line;
    const { names, label, pixels, usage, id } = this.columns;
    let at = start;
    for (let column = 0; column < names.length; column++) {
      if (column > 0) {
        if (at >= end) this.#fail(column, `missing (expected ${names.length} fields, found ${column})`);
        at++; // the comma
      }
      if (column === pixels) {
        at = this.#readPixels(bytes, at, end);
        continue;
      }
      const stop = fieldEnd(bytes, at, end);
      if (stop < 0) this.#fail(column, 'a quote that is not closed (expected its end on the same line)');
      if (column === label) this.label = this.#readLabel(fieldText(bytes, at, stop));
      else if (column === usage) this.usage = this.#intern(this.#readName(column, bytes, at, stop));
      else if (column === id) this.id = this.#readName(column, bytes, at, stop);
      at = stop;
    }
    if (at < end)
      this.#fail(undefined, `too many fields (expected ${names.length}: ${clip(names.join(','))})`);
  }

  /** Reads the pixels from `at` and returns where the field ends. */
  #readPixels(bytes: Uint8Array, at: number, end: number): number {
    const { pixels } = this;
    const expected = pixels.length;
    let i = at;
    while (bytes[i] === SPACE) i++;
    const quoted = bytes[i] === QUOTE && i < end;
    if (quoted) i++;
    const closing = quoted ? QUOTE : COMMA;
    let count = 0;
    // The common case, quick: one to three digits and one space. The careful loop below reads the rest.
    while (count < expected) {
      let value = bytes[i] - ZERO;
      if (value < 0 || value > 9) break;
      let length = 1;
      let next = bytes[i + 1];
      while (length < 3 && next >= ZERO && next <= NINE) {
        value = value * 10 + next - ZERO;
        next = bytes[i + ++length]!;
      }
      if (next !== SPACE || value > 255) break;
      pixels[count++] = value;
      i += length + 1;
    }
    for (;;) {
      while (bytes[i] === SPACE) i++;
      const first = i;
      let value = 0;
      // One to three digits; what follows a number decides whether it was one.
      for (let digit = bytes[i] - ZERO; digit >= 0 && digit <= 9; digit = bytes[i] - ZERO) {
        value = value * 10 + digit;
        i++;
      }
      const next = bytes[i];
      const stops = next === SPACE || i >= end || next === closing;
      if (i > first && stops && value <= 255) {
        if (count < expected) pixels[count] = value;
        count++;
      } else if (i > first || !stops) this.#failPixel(bytes, first, end, closing, count + 1);
      if (next !== SPACE && stops) break;
    }
    if (quoted) i = this.#closeQuote(bytes, i, end);
    if (count !== expected)
      this.#fail(this.columns.pixels, `${count} pixels (expected ${expected}, ${sides(expected)})`);
    return i;
  }

  #closeQuote(bytes: Uint8Array, at: number, end: number): number {
    if (at >= end)
      this.#fail(this.columns.pixels, 'a quote that is not closed (expected its end on the same line)');
    const stop = fieldEnd(bytes, at + 1, end);
    const rest = decode(bytes, at + 1, stop < 0 ? end : stop).trim();
    if (rest)
      this.#fail(this.columns.pixels, `value ${clip(rest)} after the closing quote (expected a comma)`);
    return stop;
  }

  #failPixel(bytes: Uint8Array, first: number, end: number, closing: number, pixel: number): never {
    let stop = first + 1;
    while (stop < end && bytes[stop] !== SPACE && bytes[stop] !== closing) stop++;
    const value = clip(decode(bytes, first, stop));
    return this.#fail(this.columns.pixels, `value ${value} at pixel ${pixel} (expected an integer 0..255)`);
  }

  #readLabel(text: string): number {
    const { classes } = this.limits;
    if (!/^\d+$/.test(text) || Number(text) >= classes)
      this.#fail(this.columns.label, `value ${clip(text)} (expected an integer 0..${classes - 1})`);
    return Number(text);
  }

  #readName(column: number, bytes: Uint8Array, at: number, stop: number): string {
    if (stop - at > MAX_NAME_BYTES)
      this.#fail(column, `${stop - at} bytes (expected at most ${MAX_NAME_BYTES})`);
    return fieldText(bytes, at, stop);
  }

  /** One string for all rows of a split. */
  #intern(text: string): string {
    const known = this.#usages.get(text);
    if (known !== undefined) return known;
    this.#usages.set(text, text);
    return text;
  }

  #fail(column: number | undefined, problem: string): never {
    const name = column === undefined ? undefined : this.columns.names[column];
    throw new DataError({ file: this.limits.file, line: this.#line, column: name }, problem);
  }
}

const MAX_NAME_BYTES = 1000;
const SPACE = 32;
const ZERO = 48;
const NINE = 57;

function sides(pixels: number): string {
  const side = Math.sqrt(pixels);
  return `${side}x${side}`;
}
