import type { ModelSummary } from '@fer/models';
import type { Evaluation } from '@fer/train';
import { html, type Markup } from './html';

export function modelTable({ layers, total }: ModelSummary): Markup {
  const rows = layers.map(
    (layer) =>
      html`<tr>
        <td>${layer.name}</td>
        <td>${layer.type}</td>
        <td>${layer.outputShape.join(' × ')}</td>
        <td class="number">${layer.params.toLocaleString('en-US')}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Layer</th>
          <th>Type</th>
          <th>Output</th>
          <th class="number">Parameters</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <td colspan="3">Total</td>
          <td class="number">${total.toLocaleString('en-US')}</td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}

export function classTable({ perClass }: Evaluation): Markup {
  const rows = perClass.map(
    ({ name, precision, recall, f1, support }) =>
      html`<tr>
        <td>${name}</td>
        ${[precision, recall, f1].map((value) => html`<td class="number">${value.toFixed(2)}</td>`)}
        <td class="number">${support.toLocaleString('en-US')}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Class</th>
          <th class="number">Precision</th>
          <th class="number">Recall</th>
          <th class="number">F1</th>
          <th class="number">Images</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
