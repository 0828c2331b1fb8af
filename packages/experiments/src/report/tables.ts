import type { ReceptiveField } from '@fer/explain';
import type { ModelSummary } from '@fer/models';
import type { Evaluation } from '@fer/train';
import type { Table } from './document';
import { count, percent } from './words';

/** The layers, and how much of the input each sees. */
export function modelTable({ layers, total }: ModelSummary, fields: readonly ReceptiveField[]): Table {
  const seen = new Map(fields.map((field) => [field.layer, fieldText(field)]));
  return {
    columns: [
      { title: 'Layer' },
      { title: 'Type' },
      { title: 'Output' },
      { title: 'Sees' },
      { title: 'Parameters', isNumber: true },
    ],
    rows: layers.map(({ name, type, outputShape, params }) => [
      name,
      type,
      outputShape.join('\u00a0×\u00a0'),
      seen.get(name) ?? '',
      count(params),
    ]),
    sum: ['Total', '', '', '', count(total)],
  };
}

function fieldText({ size, whole }: ReceptiveField): string {
  return whole ? 'all' : size.join('\u00a0×\u00a0');
}

export function classTable({ perClass }: Evaluation): Table {
  return {
    columns: [
      { title: 'Class' },
      ...['Precision', 'Recall', 'F1', 'Images'].map((title) => ({ title, isNumber: true })),
    ],
    rows: perClass.map(({ name, precision, recall, f1, support }) => [
      name,
      ...[precision, recall, f1].map((value) => value.toFixed(2)),
      count(support),
    ]),
  };
}

/** The numbers that sum a classifier up, each with what it says. */
export function scoreTable(evaluation: Evaluation): Table {
  const { accuracy, balancedAccuracy, macroF1, top2, loss, brier, calibration } = evaluation;
  return {
    columns: [{ title: 'Score' }, { title: 'Value', isNumber: true }, { title: 'Meaning' }],
    rows: [
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
    ],
  };
}
