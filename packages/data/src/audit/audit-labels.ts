import { hardLabels } from '../hard-labels';
import type { LabelledImages } from '../labelled-images';

/** What is wrong with the labels of a set, by row, ascending. */
export interface LabelProblems {
  /** The set has neither labels nor soft labels, or all the soft labels of the row are 0. */
  unlabelled: number[];
  /** The label is not one of the classes. */
  outOfRange: { row: number; label: number }[];
  /** A soft label of the row is negative, infinite or no number. */
  badWeights: number[];
}

/** The problems of a set's labels, and the class of each row that has one, -1 of one that has not. */
export function auditLabels(ds: LabelledImages): LabelProblems & { classOf: Int16Array } {
  const { labels, labelWeights, classes, shape } = ds;
  const [n] = shape;
  const k = classes.length;
  const problems: LabelProblems = { unlabelled: [], outOfRange: [], badWeights: [] };
  const classOf = new Int16Array(n).fill(-1);
  const hard = labels || labelWeights ? hardLabels(ds) : undefined;
  for (let row = 0; row < n; row++) {
    const weights = labelWeights?.subarray(row * k, (row + 1) * k);
    const bad = weights?.some((weight) => !(weight >= 0 && weight < Infinity)) ?? false;
    if (bad) problems.badWeights.push(row);
    if (!hard || (!labels && !bad && weights?.every((weight) => weight === 0))) problems.unlabelled.push(row);
    else if (labels && labels[row] >= k) problems.outOfRange.push({ row, label: labels[row] });
    else if (labels || !bad) classOf[row] = hard[row];
  }
  return { ...problems, classOf };
}
