import type { Figure } from '@fer/viz';
import type { LearningFilm } from '../learning/learning-film';

/** A report before it is HTML or Markdown. */
export interface ReportDocument {
  title: string;
  /** One sentence under the title. */
  about: string;
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
  | { kind: 'text'; text: string; soft?: boolean }
  /** What a reader must not overlook; `lead` is set off. */
  | { kind: 'note'; text: string; lead?: string }
  | { kind: 'table'; table: Table }
  /** `name` is that of its files. */
  | { kind: 'figure'; name: string; figure: Figure }
  | { kind: 'film'; name: string; film: LearningFilm }
  | { kind: 'code'; text: string };

export interface Table {
  columns: { title: string; isNumber?: boolean }[];
  rows: string[][];
  /** A last row that sums up. */
  sum?: string[];
}

/** Blocks of which some are absent. */
export function blocks(...all: (Block | false | undefined)[]): Block[] {
  return all.filter((block) => block !== false && block !== undefined);
}

export function text(content: string): Block {
  return { kind: 'text', text: content };
}
