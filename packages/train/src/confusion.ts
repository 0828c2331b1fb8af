/** One kind of mistake. */
export interface Confusion {
  actual: string;
  predicted: string;
  count: number;
  /** Of all images of the actual class, 0..1. */
  share: number;
}

export interface ClassScore {
  name: string;
  /** Of the images predicted as this class, the share that is; 0 where none was predicted (as scikit-learn). */
  precision: number;
  /** Of the images of this class, the share predicted as it; 0 where there is none. */
  recall: number;
  /** Harmonic mean of the two. */
  f1: number;
  /** Images of this class. */
  support: number;
}

/** `counts[actual][predicted]` of label pairs. */
export function confusionCounts(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]][predicted[i]]++;
  return counts;
}

/** Each row divided by its sum: the diagonal is the recall. A class without images keeps zeros. */
export function normalizeRows(counts: number[][]): number[][] {
  return counts.map((row) => {
    const total = sum(row);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
}

/** The mistakes with the largest share of their class, largest first. */
export function topConfusions(counts: number[][], classes: string[], k: number): Confusion[] {
  const normalized = normalizeRows(counts);
  return counts
    .flatMap((row, i) =>
      row.map((count, j) => ({
        actual: classes[i],
        predicted: classes[j],
        count,
        share: normalized[i][j],
        wrong: i !== j,
      })),
    )
    .filter((pair) => pair.wrong && pair.count > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, k)
    .map(({ wrong: _, ...pair }) => pair);
}

/** A mistake in words: `27.3 % of disgust is taken for angry (15 images)`. */
export function describeConfusion({ actual, predicted, share, count }: Confusion): string {
  return `${(share * 100).toFixed(1)} % of ${actual} is taken for ${predicted} (${count} ${count === 1 ? 'image' : 'images'})`;
}

export function classScores(counts: number[][], classes: string[]): ClassScore[] {
  return classes.map((name, k) => {
    const support = sum(counts[k]);
    const predicted = sum(counts.map((row) => row[k]));
    const hits = counts[k][k];
    const precision = predicted === 0 ? 0 : hits / predicted;
    const recall = support === 0 ? 0 : hits / support;
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { name, precision, recall, f1, support };
  });
}

/**
 * Mean recall of the classes that have images: what accuracy would be if all classes were equally frequent.
 *
 * `1/K Σ counts[k][k] / Σ_j counts[k][j]`, over the K classes with a row that is not empty; NaN without any image. As
 * `balanced_accuracy_score` of scikit-learn.
 */
export function balancedAccuracy(counts: number[][]): number {
  const present = counts.flatMap((row, k) => (sum(row) === 0 ? [] : [row[k] / sum(row)]));
  return sum(present) / present.length;
}

/**
 * Mean F1 of the classes, whatever their frequency.
 *
 * `1/K Σ 2 counts[k][k] / (row k + column k)`, over the K classes that are anybody's label or prediction: a class that is only
 * predicted, or never, counts as 0; one that does not occur at all is left out. NaN without any image. As
 * `f1_score(average='macro')` of scikit-learn.
 */
export function macroF1(counts: number[][]): number {
  const scores = counts.flatMap((row, k) => {
    const occurs = sum(row) + sum(counts.map((other) => other[k]));
    return occurs === 0 ? [] : [(2 * row[k]) / occurs];
  });
  return sum(scores) / scores.length;
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
