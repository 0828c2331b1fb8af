import type { SetPrediction } from '../../workers/ask/predict-set';
import type { Columns } from '../../workers/data/columns';

/** Which images are wanted; undefined is all. */
export interface Wanted {
  /** Index of the class in the set. */
  label?: number;
  /** Index of the part. */
  part?: number;
  /** Index of the class that the model answers. */
  answer?: number;
  verdict?: 'right' | 'wrong';
}

/** The rows that are so, ascending; where answers are wanted, only those that were given. */
export function chooseImages(
  { count, labels, partOf }: Pick<Columns, 'count' | 'labels' | 'partOf'>,
  { label, part, answer, verdict }: Wanted,
  prediction?: Pick<SetPrediction, 'rows' | 'predicted'>,
): number[] {
  const asks = answer !== undefined || verdict !== undefined;
  const answerOf = asks ? new Map<number, number>() : undefined;
  prediction?.rows.forEach((row, i) => answerOf?.set(row, prediction.predicted[i]));
  const chosen: number[] = [];
  for (let row = 0; row < count; row++) {
    if (label !== undefined && labels?.[row] !== label) continue;
    if (part !== undefined && partOf[row] !== part) continue;
    if (answerOf) {
      const given = answerOf.get(row);
      if (given === undefined || (answer !== undefined && given !== answer)) continue;
      if (verdict && (given === labels?.[row]) !== (verdict === 'right')) continue;
    }
    chosen.push(row);
  }
  return chosen;
}
