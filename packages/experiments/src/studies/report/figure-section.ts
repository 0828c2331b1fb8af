import { figureElement } from '../../report/figure-element';
import { html, type Markup } from '../../report/html';
import type { DrawnFigure } from '../figures/draw-study-figure';
import type { OutputSize } from '../figures/output-sizes';

/** A figure of the study, and what the study saw in it. */
export function figureSection({ figure, pictures, sizes, remarks }: DrawnFigure): Markup {
  return html`${figure.said && html`<p><b>The study:</b> ${figure.said}</p>`}
  ${figure.kind === 'later' && html`<p class="note">${figure.text}</p>`} ${sizes && sizesTable(sizes)}
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
