/** The comments that a part of a text stands between. */
export interface SectionMarks {
  start: string;
  end: string;
}

/** Puts a section, its marks included, in place of the one that a text has. */
export function replaceSection(text: string, section: string, marks: SectionMarks): string {
  const { before, after } = around(text, marks);
  return before + section + after;
}

/** The cells of the table between the marks, row by row: its head, its rule, its body. */
export function tableCells(text: string, marks: SectionMarks): string[][] {
  const lines = around(text, marks)
    .section.split('\n')
    .filter((line) => line.startsWith('|'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Lines of a table as the formatter would have them: the `left` first columns aligned left, the others right. */
export function markdownTable(rows: string[][], { left }: { left: number }): string[] {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const padded = rows.map((row) =>
    line(row.map((cell, i) => (i < left ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))),
  );
  const rule = line(widths.map((width, i) => (i < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [padded[0], rule, ...padded.slice(1)];
}

function around(text: string, { start, end }: SectionMarks) {
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`no section between '${start}' and '${end}'`);
  return {
    before: text.slice(0, from),
    section: text.slice(from, to + end.length),
    after: text.slice(to + end.length),
  };
}
