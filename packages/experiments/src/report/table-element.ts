import type { Table } from './document';
import { html, type Markup } from './html';

/** A {@link Table} whose cells may be markup. */
interface MarkedTable extends Omit<Table, 'rows'> {
  rows: readonly (readonly (Markup | string)[])[];
}

/** A table that scrolls by itself where the screen is narrow. */
export function tableElement({ columns, rows, sum }: MarkedTable): Markup {
  const side = (i: number) => (columns[i].isNumber ? 'number' : 'start');
  const cells = (row: readonly (Markup | string)[]) =>
    row.map((cell, i) => html`<td class="${side(i)}">${cell}</td>`);
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map(({ title }, i) => html`<th class="${side(i)}">${title}</th>`)}
        </tr>
      </thead>
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
