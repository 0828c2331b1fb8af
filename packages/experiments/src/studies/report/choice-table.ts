import type { Table } from '../../report/document';
import { count } from '../../report/words';
import type { ExperimentSpec } from '../../spec';
import type { Study } from '../study';

/** What the study states of its training, and what is done here where it does not. */
export function choiceTable({ stated, notStated }: Study, choices: readonly string[]): Table {
  return {
    columns: [{ title: '' }, { title: '' }],
    rows: [
      ...stated.map(({ what, is }) => [what, is]),
      ...notStated.map(({ what, is }) => [
        what,
        [{ look: 'emphasis' as const, text: 'not stated:' }, ` ours is ${is}`],
      ]),
      ...choices.map((choice) => ['Network', choice]),
    ],
  };
}

/** What each run of the study trains. */
export function runTable(
  runs: readonly { name: string; title: string; spec: ExperimentSpec; total: number }[],
): Table {
  return {
    columns: [
      ...['Run', 'What it is', 'Network'].map((title) => ({ title })),
      ...['Parameters', 'Epochs', 'Batch'].map((title) => ({ title, isNumber: true })),
      { title: 'Optimiser' },
    ],
    rows: runs.map(({ name, title, total, spec: { model, training } }) => [
      [{ look: 'code', text: name }],
      title,
      `${model.name}${model.widths ? ` ${model.widths.join('-')}` : ''}`,
      ...[total, training.epochs, training.batchSize].map(count),
      `${training.optimizer.name} ${training.optimizer.learningRate}`,
    ]),
  };
}
