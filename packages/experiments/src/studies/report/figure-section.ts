import { figureElement } from '../../report/figure-element';
import { html, type Markup } from '../../report/html';
import { tableElement } from '../../report/table-element';
import type { DrawnFigure } from '../figures/draw-study-figure';
import type { OutputSize } from '../figures/output-sizes';
import { gradientTable, gradientText } from './gradient-table';
import { PATTERN_TEXT, patternTable } from './pattern-table';

/** A figure of the study, and what the study saw in it. */
export function figureSection({
  figure,
  pictures,
  sizes,
  patterns,
  gradients,
  remarks,
}: DrawnFigure): Markup {
  return html`${figure.said && html`<p><b>The study:</b> ${figure.said}</p>`} ${sizes && sizesTable(sizes)}
  ${
    patterns &&
    html`<p>${PATTERN_TEXT}</p>
      ${tableElement(patternTable(patterns))}`
  }
  ${
    gradients &&
    html`<p>${gradientText(gradients)}</p>
      ${tableElement(gradientTable(gradients))}`
  }
  ${pictures.map((picture) => figureElement(picture.figure))}
  ${remarks.length > 0 && html`<p class="soft">${[...new Set(remarks)].join(' ')}</p>`}`;
}

function sizesTable(sizes: readonly OutputSize[]): Markup {
  const agree = sizes.every(({ output, built }) => output === built);
  return html`<p>
      Height and width after a layer: ⌊(input + 2 · padding − kernel) / stride⌋ + 1.
      ${
        agree ? 'It gives the sizes of all layers as they are built.' : 'It does not give the sizes as built.'
      }
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Layer</th>
            <th>Type</th>
            ${['Input', 'Kernel', 'Padding', 'Stride', 'Formula', 'Output', 'As built'].map(
              (heading) => html`<th class="number">${heading}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${sizes.map(
            ({ layer, type, input, kernel, padding, stride, formula, output, built }) =>
              html`<tr>
                <td>${layer}</td>
                <td>${type}</td>
                ${[input, kernel, padding, stride, formula, output, built].map(
                  (value) => html`<td class="number">${value}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
