import { LineSplitter } from '../bytes/line-splitter';
import { RowStore } from '../bytes/row-store';
import { DataError } from '../data-error';
import type { LabelledImages } from '../labelled-images';
import { readFerHeader } from './fer-columns';
import { FerRowParser } from './fer-row-parser';

export interface FerCsvSettings {
  file: string | undefined;
  classes: readonly string[];
  size: number;
  limit: number;
  /** The most bytes of pixels. */
  maxBytes: number;
  /** Told of each bad row, which is left out; without it a bad row throws. */
  onSkip: ((error: DataError) => void) | undefined;
}

/** Four characters a pixel are enough; the rest is for the other columns and for rows that are too long. */
const MAX_LINE_BYTES = 1 << 20;
const CR = 13;

/** Collects a FER2013 CSV chunk by chunk; `finish` gives the set. */
export class FerCsv {
  #lines: LineSplitter;
  #line = 0;
  #bytes = 0;
  #parser: FerRowParser | undefined;
  #images: RowStore;
  #labels: number[] = [];
  #splits: string[] = [];
  #ids: string[] = [];
  #seen = 0;
  #kept: number[] = [];

  constructor(readonly settings: FerCsvSettings) {
    this.#images = new RowStore(settings.size ** 2);
    const maxLength = Math.max(MAX_LINE_BYTES, settings.size ** 2 * 8);
    this.#lines = new LineSplitter(
      (...line) => this.#takeLine(...line),
      maxLength,
      (length) => {
        throw this.#error(
          `${length} bytes without an end of line (expected csv text in UTF-8, plain or gzipped)`,
          this.#line + 1,
        );
      },
    );
  }

  get rows(): number {
    return this.#images.rows;
  }

  /** Which rows of the file are in the set, the first after the header being 0. */
  get kept(): readonly number[] {
    return this.#kept;
  }

  /** How many rows were looked at, bad ones too. */
  get seen(): number {
    return this.#seen;
  }

  /** Whether the limit is reached: what follows is not looked at. */
  get full(): boolean {
    return this.rows >= this.settings.limit;
  }

  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    this.#lines.push(chunk);
  }

  finish(): LabelledImages {
    this.#lines.end();
    const { classes, size } = this.settings;
    if (!this.#bytes) throw this.#error('empty file (expected a header emotion,pixels,Usage and rows)');
    if (!this.#parser) throw this.#error('no header (expected emotion,pixels,Usage)');
    const n = this.rows;
    if (!n && this.#seen)
      throw this.#error(`none of ${this.#seen} rows could be read (expected at least one)`);
    if (!n) throw this.#error('no rows after the header (expected at least one)');
    const { label, usage, id } = this.#parser.columns;
    return {
      images: this.#images.join(),
      shape: [n, size, size, 1],
      ...(label >= 0 && { labels: Uint8Array.from(this.#labels) }),
      ...(usage >= 0 && { splits: this.#splits }),
      ...(id >= 0 && { ids: this.#ids }),
      classes: [...classes],
    };
  }

  #takeLine(bytes: Uint8Array, start: number, lineEnd: number): void {
    if (this.full) return;
    const line = ++this.#line;
    let end = lineEnd;
    while (end > start && bytes[end - 1] === CR) end--;
    if (end === start) return; // a blank line
    const { file, size, classes } = this.settings;
    if (!this.#parser) {
      const columns = readFerHeader(bytes.subarray(start, end), { file, line });
      this.#parser = new FerRowParser(columns, { file, pixels: size ** 2, classes: classes.length });
      return;
    }
    const row = this.#seen++;
    if (!this.#parse(bytes, start, end, line)) return;
    const { label, usage, id } = this.#parser.columns;
    this.#assertRoom();
    this.#images.append(this.#parser.pixels);
    this.#kept.push(row);
    if (label >= 0) this.#labels.push(this.#parser.label);
    if (usage >= 0) this.#splits.push(this.#parser.usage);
    if (id >= 0) this.#ids.push(this.#parser.id);
  }

  /** Whether the row is good; a bad one throws, or is reported. */
  #parse(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const { onSkip } = this.settings;
    try {
      this.#parser!.parse(bytes, start, end, line);
      return true;
    } catch (error) {
      if (!onSkip || !(error instanceof DataError)) throw error;
      onSkip(error);
      return false;
    }
  }

  #assertRoom(): void {
    const { maxBytes, size } = this.settings;
    if ((this.rows + 1) * size ** 2 > maxBytes)
      throw this.#error(
        `more than ${this.rows} rows of ${size ** 2} pixels (expected at most ${maxBytes} bytes; see maxBytes)`,
      );
  }

  #error(problem: string, line?: number): DataError {
    return new DataError({ file: this.settings.file, line }, problem);
  }
}
