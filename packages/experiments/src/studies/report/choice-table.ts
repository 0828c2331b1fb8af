import { html, type Markup } from '../../report/html';
import { tableElement } from '../../report/table-element';
import { count } from '../../report/words';
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
  return tableElement({
    columns: [
      ...['Run', 'What it is', 'Network'].map((title) => ({ title })),
      ...['Parameters', 'Epochs', 'Batch'].map((title) => ({ title, isNumber: true })),
      { title: 'Optimiser' },
    ],
    rows: runs.map(({ name, title, total, spec: { model, training } }) => [
      html`<code>${name}</code>`,
      title,
      `${model.name}${model.widths ? ` ${model.widths.join('-')}` : ''}`,
      ...[total, training.epochs, training.batchSize].map(count),
      `${training.optimizer.name} ${training.optimizer.learningRate}`,
    ]),
  });
}
