import type { Figure } from '@fer/viz';
import type { LearningFilm } from '../learning/learning-film';

/** A report before it is HTML or Markdown. */
export interface ReportDocument {
  /** A line over the title. */
  over?: string;
  title: string;
  /** One sentence under the title. */
  about?: string;
  numbers: { value: string; what: string }[];
  /** Before the sections. */
  opening: Block[];
  sections: Section[];
}

export interface Section {
  /** The anchor. */
  id: string;
  title: string;
  blocks: Block[];
}

export type Block =
  | { kind: 'text'; text: Phrase; soft?: boolean }
  /** What a reader must not overlook. */
  | { kind: 'note'; text: Phrase }
  | { kind: 'table'; table: Table }
  /** `name` is that of its files. */
  | { kind: 'figure'; name: string; figure: Figure }
  | { kind: 'film'; name: string; film: LearningFilm }
  | { kind: 'code'; text: string }
  /** What only some readers want: folded in HTML, until it is asked for. */
  | { kind: 'details'; title: string; open?: boolean; blocks: Block[] };

/** Text of which pieces may be set off. */
export type Phrase = string | readonly (string | Piece)[];

export type Piece =
  | {
      text: string;
      /** `below`: small, on a line of its own. */
      look: 'strong' | 'emphasis' | 'code' | 'soft' | 'below';
    }
  /** A link to a file beside the report's. */
  | { text: string; href: string };

export interface Table {
  /** A table whose columns have no titles has no head. */
  columns: { title: string; isNumber?: boolean }[];
  rows: Phrase[][];
  /** A last row that sums up. */
  sum?: Phrase[];
}

/** Blocks of which some are absent. */
export function blocks(...all: (Block | false | undefined)[]): Block[] {
  return all.filter((block) => block !== false && block !== undefined);
}

export function text(content: Phrase): Block {
  return { kind: 'text', text: content };
}

export function soft(content: Phrase): Block {
  return { kind: 'text', soft: true, text: content };
}

/** A note whose first words are set off. */
export function note(lead: string, content: string): Block {
  return { kind: 'note', text: [strong(lead), ` ${content}`] };
}

export function table(content: Table): Block {
  return { kind: 'table', table: content };
}

export function strong(content: string): Piece {
  return { look: 'strong', text: content };
}
