import type { Phrase, Table } from './document';
import { html, type Markup } from './html';
import { phraseElement } from './phrase-element';

/** A table that scrolls by itself where the screen is narrow. */
export function tableElement({ columns, rows, sum }: Table): Markup {
  const side = (i: number) => (columns[i].isNumber ? 'number' : 'start');
  const cells = (row: readonly Phrase[]) =>
    row.map((cell, i) => html`<td class="${side(i)}">${phraseElement(cell)}</td>`);
  return html`<div class="scroll">
    <table>
      ${
        columns.some(({ title }) => title !== '') &&
        html`<thead>
          <tr>
            ${columns.map(({ title }, i) => html`<th class="${side(i)}">${title}</th>`)}
          </tr>
        </thead>`
      }
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${cells(row)}
            </tr>`,
        )}
      </tbody>
      ${
        sum &&
        html`<tfoot>
          <tr>
            ${cells(sum)}
          </tr>
        </tfoot>`
      }
    </table>
  </div>`;
}
