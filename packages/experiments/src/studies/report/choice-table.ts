import { html, type Markup } from '../../report/html';
import type { ExperimentSpec } from '../../spec';
import type { Study } from '../study';

/** What the study states of its training, and what is done here where it does not. */
export function choiceTable({ stated, notStated }: Study, choices: readonly string[]): Markup {
  return html`<div class="scroll">
    <table>
      <tbody>
        ${stated.map(
          ({ what, is }) =>
            html`<tr>
              <td>${what}</td>
              <td>${is}</td>
            </tr>`,
        )}
        ${notStated.map(
          ({ what, is }) =>
            html`<tr>
              <td>${what}</td>
              <td><i>not stated:</i> ours is ${is}</td>
            </tr>`,
        )}
        ${choices.map(
          (choice) =>
            html`<tr>
              <td>Network</td>
              <td>${choice}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What each run of the study trains. */
export function runTable(
  runs: readonly { name: string; title: string; spec: ExperimentSpec; total: number }[],
): Markup {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Run</th>
          <th>What it is</th>
          <th>Network</th>
          <th class="number">Parameters</th>
          <th class="number">Epochs</th>
          <th class="number">Batch</th>
          <th>Optimiser</th>
        </tr>
      </thead>
      <tbody>
        ${runs.map(
          ({ name, title, total, spec: { model, training } }) =>
            html`<tr>
              <td><code>${name}</code></td>
              <td>${title}</td>
              <td>${model.name}${model.widths && ` ${model.widths.join('-')}`}</td>
              <td class="number">${total.toLocaleString('en-US')}</td>
              <td class="number">${training.epochs}</td>
              <td class="number">${training.batchSize}</td>
              <td>${training.optimizer.name} ${training.optimizer.learningRate}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
