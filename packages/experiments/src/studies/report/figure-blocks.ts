import { blocks, soft, strong, table, text, type Block } from '../../report/document';
import type { DrawnFigure } from '../figures/draw-study-figure';
import { gradientTable, gradientText } from './gradient-table';
import { PATTERN_TEXT, patternTable } from './pattern-table';
import { sizeTable, sizeText } from './size-table';

/** A figure of the study, and what the study saw in it. */
export function figureBlocks({
  figure: { said },
  pictures,
  sizes,
  patterns,
  gradients,
  remarks,
}: DrawnFigure): Block[] {
  return blocks(
    said !== undefined && text([strong('The study:'), ` ${said}`]),
    ...(sizes ? [text(sizeText(sizes)), table(sizeTable(sizes))] : []),
    ...(patterns ? [text(PATTERN_TEXT), table(patternTable(patterns))] : []),
    ...(gradients ? [text(gradientText(gradients)), table(gradientTable(gradients))] : []),
    ...pictures.map((picture): Block => ({ kind: 'figure', ...picture })),
    remarks.length > 0 && soft([...new Set(remarks)].join(' ')),
  );
}
