import type { Block, Phrase, Piece, ReportDocument, Section, Table } from './document';

/**
 * A report as Markdown (GitHub's, as pandoc reads it too), whose figures are files in `figures/` beside it.
 *
 * @param suffix of these files: 'png', or 'svg' where none are drawn.
 */
export function reportMarkdown(
  { over, title, about, numbers, opening, sections }: ReportDocument,
  suffix: 'png' | 'svg',
): string {
  const parts = [
    `# ${plain(title)}`,
    ...[over, about].flatMap((line) => (line === undefined ? [] : [plain(line)])),
    ...(numbers.length > 0
      ? [numbers.map(({ value, what }) => `- **${plain(value)}** ${plain(what)}`).join('\n')]
      : []),
    ...opening.map((block) => blockText(block, suffix)),
    ...sections.map((section) => sectionText(section, suffix)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionText({ title, blocks }: Section, suffix: string): string {
  return [`## ${plain(title)}`, ...blocks.map((block) => blockText(block, suffix))].join('\n\n');
}

function blockText(block: Block, suffix: string): string {
  switch (block.kind) {
    case 'text':
      return phraseText(block.text);
    case 'note':
      return `> ${phraseText(block.text)}`;
    case 'table':
      return tableText(block.table);
    case 'figure':
    case 'film': {
      const { svg } = block.kind === 'film' ? block.film.strip : block.figure;
      return `![${plain(titleOf(svg))}](figures/${block.name}.${suffix})`;
    }
    case 'code':
      return `\`\`\`\n${block.text}\n\`\`\``;
    case 'details':
      return [`**${plain(block.title)}**`, ...block.blocks.map((inner) => blockText(inner, suffix))].join(
        '\n\n',
      );
  }
}

/** A figure's own title, whose entities Markdown reads as HTML does. */
function titleOf(svg: string): string {
  return /<title>([^<]*)</.exec(svg)?.[1] ?? 'figure';
}

function tableText({ columns, rows, sum }: Table): string {
  const line = (cells: readonly Phrase[]) => `| ${cells.map(phraseText).join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    `| ${columns.map(({ isNumber }) => (isNumber ? '--:' : '---')).join(' | ')} |`,
    ...rows.map(line),
    ...(sum ? [line(sum)] : []),
  ].join('\n');
}

function phraseText(phrase: Phrase): string {
  return typeof phrase === 'string'
    ? plain(phrase)
    : phrase.map((piece) => (typeof piece === 'string' ? plain(piece) : pieceText(piece))).join('');
}

function pieceText(piece: Piece): string {
  const { text } = piece;
  if ('href' in piece) return `[${plain(text)}](<${piece.href}>)`;
  switch (piece.look) {
    case 'strong':
      return `**${plain(text)}**`;
    case 'emphasis':
      return `*${plain(text)}*`;
    case 'code':
      return `\`${text}\``;
    case 'soft':
      return plain(text);
    case 'below':
      return ` (${plain(text)})`;
  }
}

/** Text whose characters mean nothing to Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~]/g, String.raw`\$&`).replace(/\s+/g, ' ');
}
