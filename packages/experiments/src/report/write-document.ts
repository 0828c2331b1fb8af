import type { Environment } from '../environment';
import { writeFigure } from '../figures/write-figure';
import type { RunFolder } from '../run-folder';
import type { Block, ReportDocument } from './document';
import { reportHtml } from './report-html';
import { reportMarkdown } from './report-markdown';

export interface WriteDocumentOptions {
  /** Also report.md, for the PNGs in figures/. */
  markdown?: boolean;
  environment?: Environment;
}

/** Writes a report as report.html, and every figure of it in figures/. */
export async function writeDocument(
  to: RunFolder,
  document: ReportDocument,
  { markdown = false, environment = {} }: WriteDocumentOptions = {},
): Promise<void> {
  for (const block of allBlocks([
    ...document.opening,
    ...document.sections.flatMap(({ blocks }) => blocks),
  ])) {
    if (block.kind === 'figure') await writeFigure(to, block.name, block.figure, environment);
    if (block.kind === 'film') await writeFigure(to, block.name, block.film.strip, environment);
  }
  await to.write('report.html', reportHtml(document));
  if (markdown) await to.write('report.md', reportMarkdown(document, environment.toPng ? 'png' : 'svg'));
}

/** With those that are folded away. */
function allBlocks(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (block.kind === 'details' ? allBlocks(block.blocks) : [block]));
}
