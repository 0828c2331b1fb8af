import { LineSplitter } from '../bytes/line-splitter';
import type { ByteSource } from '../bytes/byte-source';
import { DataError } from '../data-error';
import type { FolderSource } from '../folder/folder-source';
import { openInput } from '../open-input';
import { webPlatform, type Platform } from '../platform';
import { clip, decode } from './csv-field';
import { findCsv, headerNames, openCsv, openCsvOf } from './find-csv';

/** What each of FER+'s ten raters could say, in the order of `FerPlusVotes.votes`. */
export const FER_PLUS_ANSWERS = [
  'neutral',
  'happiness',
  'surprise',
  'sadness',
  'anger',
  'disgust',
  'fear',
  'contempt',
  'unknown',
  'NF',
] as const;

/** The rows of FER+'s `fer2013new.csv`. */
export interface FerPlusVotes {
  /** `[n, 10]`, how many raters gave each of `FER_PLUS_ANSWERS`. */
  votes: Uint8Array;
  /** `[n]` the `Usage` column. */
  splits: string[];
  /** `[n]` the `Image name` column, '' for images that FER+ took out. */
  names: string[];
  /** Where they come from. */
  file?: string | undefined;
}

export interface ReadFerPlusVotesOptions {
  /** What error messages call the file. Default the source's own name, if it has one. */
  name?: string;
  signal?: AbortSignal | undefined;
}

/**
 * Reads FER+'s `fer2013new.csv`: `Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,
 * unknown,NF` in any order, plain, gzipped or in a zip archive. (Barsoum et al. 2016, arXiv:1608.01041.)
 *
 * Throws a `DataError` that names file, line and column when the data is not so.
 */
export function readFerPlusVotes(
  source: FolderSource | ByteSource,
  options: ReadFerPlusVotesOptions = {},
): Promise<FerPlusVotes> {
  return readFerPlusVotesWith(webPlatform, source, options);
}

/** `readFerPlusVotes` with the platform as a parameter. */
export async function readFerPlusVotesWith(
  platform: Platform,
  source: FolderSource | ByteSource,
  options: ReadFerPlusVotesOptions,
): Promise<FerPlusVotes> {
  const { file, text } = await open(platform, source, options);
  const parser = new VotesParser(file);
  const lines = new LineSplitter(
    (...line) => parser.takeLine(...line),
    MAX_LINE_BYTES,
    (length) => {
      throw new DataError({ file }, `a line of ${length} bytes (expected at most ${MAX_LINE_BYTES})`);
    },
  );
  for await (const chunk of text) lines.push(chunk);
  lines.end();
  return parser.finish();
}

const MAX_LINE_BYTES = 1 << 14;
const MAX_ROWS = 1_000_000;

async function open(platform: Platform, source: FolderSource | ByteSource, options: ReadFerPlusVotesOptions) {
  const input = await openInput(platform, source, options);
  if (input.kind === 'bytes') return openCsv(platform, input);
  const { file: found, problem } = await findCsv(platform, input.folder, {
    rank: (names) => (missingIn(names).length ? 0 : 1),
  });
  if (!found && problem) throw problem;
  if (!found) throw new DataError({ file: input.folder.name }, "no votes (expected FER+'s fer2013new.csv)");
  return openCsvOf(platform, input.folder, found, options);
}

function columnOf(names: readonly string[], column: string): number {
  return names.findIndex((name) => name.toLowerCase() === column.toLowerCase());
}

function missingIn(names: readonly string[]): string[] {
  return ['Usage', ...FER_PLUS_ANSWERS].filter((column) => columnOf(names, column) < 0);
}

class VotesParser {
  #line = 0;
  #names: string[] | undefined;
  #columns: number[] = [];
  #votes: number[] = [];
  #splits: string[] = [];
  #images: string[] = [];

  constructor(readonly file: string | undefined) {}

  takeLine(bytes: Uint8Array, start: number, end: number): void {
    this.#line++;
    const text = decode(bytes, start, end).trim();
    if (text === '') return;
    if (this.#names === undefined) this.#readHeader(text);
    else this.#readRow(text.split(','), this.#names);
  }

  finish(): FerPlusVotes {
    if (!this.#splits.length)
      throw new DataError({ file: this.file }, 'no rows of votes (expected at least one)');
    const { file } = this;
    return { votes: Uint8Array.from(this.#votes), splits: this.#splits, names: this.#images, file };
  }

  #readHeader(text: string): void {
    const names = headerNames(text);
    const missing = missingIn(names);
    if (missing.length)
      this.#fail(
        `missing columns ${missing.join(', ')} (expected FER+'s Usage,Image name,neutral,…,unknown,NF)`,
      );
    this.#names = names;
    this.#columns = FER_PLUS_ANSWERS.map((answer) => columnOf(names, answer));
  }

  #readRow(fields: string[], names: string[]): void {
    if (fields.length !== names.length) this.#fail(`${fields.length} fields (expected ${names.length})`);
    if (this.#splits.length >= MAX_ROWS) this.#fail(`more rows (expected at most ${MAX_ROWS})`);
    for (const column of this.#columns) {
      const value = fields[column].trim();
      if (!/^\d{1,3}$/.test(value) || Number(value) > 255)
        this.#fail(`value ${clip(value)} (expected a number of votes, 0..255)`, names[column]);
      this.#votes.push(Number(value));
    }
    this.#splits.push(fields[columnOf(names, 'Usage')].trim());
    this.#images.push(fields[columnOf(names, 'Image name')]?.trim() ?? '');
  }

  #fail(problem: string, column?: string): never {
    throw new DataError({ file: this.file, line: this.#line, column }, problem);
  }
}

/** The votes at `rows`, in that order. */
export function selectVotes(
  { votes, splits, names, file }: FerPlusVotes,
  rows: readonly number[],
): FerPlusVotes {
  const width = FER_PLUS_ANSWERS.length;
  const chosen = new Uint8Array(rows.length * width);
  rows.forEach((row, at) => chosen.set(votes.subarray(row * width, (row + 1) * width), at * width));
  return {
    votes: chosen,
    splits: rows.map((row) => splits[row]),
    names: rows.map((row) => names[row]),
    file,
  };
}
