import type { ModelSummary } from '@fer/models';
import type { Evaluation } from '@fer/train';
import { html, type Markup } from './html';
import { percent } from './words';

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

/** The numbers that sum a classifier up, each with what it says. */
export function scoreTable(evaluation: Evaluation): Markup {
  const { accuracy, balancedAccuracy, macroF1, top2, loss, brier, calibration } = evaluation;
  const rows: [string, string, string][] = [
    ['Accuracy', percent(accuracy), 'share of the images classified correctly'],
    ['Balanced accuracy', percent(balancedAccuracy), 'mean of the classes’ recall'],
    ['Macro F1', macroF1.toFixed(3), 'mean of the classes’ F1'],
    ['Top-2 accuracy', percent(top2), 'the true class is one of the two likeliest'],
    ['Cross-entropy', loss.toFixed(3), 'in nats; guessing costs ln of the number of classes'],
    ['Brier score', brier.toFixed(3), 'squared error of the probabilities, 0 to 2'],
    [
      'Calibration error',
      percent(calibration.ece),
      'mean distance of confidence and accuracy (ECE, 15 bins)',
    ],
  ];
  return html`<div class="scroll">
    <table>
      <tbody>
        ${rows.map(
          ([name, value, meaning]) =>
            html`<tr>
              <td>${name}</td>
              <td class="number">${value}</td>
              <td class="soft">${meaning}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
