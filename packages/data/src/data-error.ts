/** Where in a file something is wrong. */
export interface DataErrorPlace {
  /** The file's name, when it is known. */
  file?: string | undefined;
  /** The line of the file, the header being line 1. */
  line?: number | undefined;
  /** The column's name as the header spells it. */
  column?: string | undefined;
}

/**
 * Data that cannot be read as it was given: the one error class to branch on. Its message is one line that
 * says where, what is there and what was expected; lines, fields and pixels count from 1.
 *
 * `faces.csv line 12, column "pixels": value 256 at pixel 31 (expected an integer 0..255)`
 */
export class DataError extends Error implements DataErrorPlace {
  override readonly name = 'DataError';
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: string | undefined;

  constructor(place: DataErrorPlace, problem: string, options?: ErrorOptions) {
    const { file, line, column } = place;
    const where = [
      [file, line && `line ${line}`].filter(Boolean).join(' '),
      column === undefined ? '' : `column ${JSON.stringify(column)}`,
    ];
    const text = [where.filter(Boolean).join(', '), problem].filter(Boolean).join(': ');
    // eslint-disable-next-line no-control-regex -- a file's name may hold a line break, the message may not
    super(text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' '), options);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}
