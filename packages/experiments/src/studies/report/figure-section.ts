import { figureElement } from '../../report/figure-element';
import type { Table } from '../../report/document';
import { html, type Markup } from '../../report/html';
import { tableElement } from '../../report/table-element';
import type { DrawnFigure } from '../figures/draw-study-figure';
import { gradientTable, gradientText } from './gradient-table';
import { PATTERN_TEXT, patternTable } from './pattern-table';
import { sizeTable, sizeText } from './size-table';

/** A figure of the study, and what the study saw in it. */
export function figureSection({
  figure,
  pictures,
  sizes,
  patterns,
  gradients,
  remarks,
}: DrawnFigure): Markup {
  return html`${figure.said && html`<p><b>The study:</b> ${figure.said}</p>`}
  ${sizes && explained(sizeText(sizes), sizeTable(sizes))}
  ${patterns && explained(PATTERN_TEXT, patternTable(patterns))}
  ${gradients && explained(gradientText(gradients), gradientTable(gradients))}
  ${pictures.map((picture) => figureElement(picture.figure))}
  ${remarks.length > 0 && html`<p class="soft">${[...new Set(remarks)].join(' ')}</p>`}`;
}

function explained(text: string, table: Table): Markup {
  return html`<p>${text}</p>
    ${tableElement(table)}`;
}
