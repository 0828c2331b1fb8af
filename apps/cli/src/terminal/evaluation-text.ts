import { describeConfusion, type Evaluation } from '@fer/train';
import { formatTable, percent } from './format';

/** An evaluation for the terminal: the figures of all images, of each class, and the largest confusions. */
export function evaluationText(evaluation: Evaluation, split: string): string {
  const { accuracy, balancedAccuracy, macroF1, top2, brier, loss, calibration, count } = evaluation;
  const rows = evaluation.perClass.map(({ name, precision, recall, f1, support }) => [
    name,
    ...[precision, recall, f1].map((value) => value.toFixed(3)),
    support,
  ]);
  const confusions = evaluation.confusion.topConfusions.map((one) => `  ${describeConfusion(one)}`);
  return [
    `accuracy ${percent(accuracy)}, loss ${loss.toFixed(3)} on ${count} ${split} images`,
    `balanced accuracy ${percent(balancedAccuracy)}, macro F1 ${macroF1.toFixed(3)}, among the top 2 ${percent(top2)}`,
    `calibration error ${calibration.ece.toFixed(3)} (ECE, 15 bins), Brier score ${brier.toFixed(3)}`,
    '',
    formatTable([['class', 'precision', 'recall', 'f1', 'images'], ...rows]),
    ...(confusions.length > 0 ? ['', 'largest confusions', ...confusions] : []),
  ].join('\n');
}
