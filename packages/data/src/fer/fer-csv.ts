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
    if (!this.rows) throw this.#error('no rows after the header (expected at least one)');
    const n = this.rows;
    return {
      images: this.#images.join(),
      shape: [n, size, size, 1],
      labels: Uint8Array.from(this.#labels),
      ...(this.#parser.columns.usage >= 0 && { splits: this.#splits }),
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
    this.#parser.parse(bytes, start, end, line);
    this.#images.append(this.#parser.pixels);
    this.#labels.push(this.#parser.label);
    if (this.#parser.columns.usage >= 0) this.#splits.push(this.#parser.usage);
  }

  #error(problem: string, line?: number): DataError {
    return new DataError({ file: this.settings.file, line }, problem);
  }
}
