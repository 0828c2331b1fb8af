import { calibration, type Calibration } from './calibration';
import { checkScores } from './check-scores';
import {
  balancedAccuracy,
  classScores,
  confusionCounts,
  macroF1,
  normalizeRows,
  topConfusions,
  type ClassScore,
  type Confusion,
} from './confusion';
import { mostProbable } from './most-probable';

/** An image that the model gets most wrong. */
export interface TopLoss {
  /** Row of the data. */
  index: number;
  label: number;
  predicted: number;
  /** What the model gives to the predicted class, 0..1. */
  probability: number;
  /** Cross-entropy, -ln(probability of the true class). */
  loss: number;
}

/** How well a classifier does. Definitions are those of scikit-learn, where it has the measure. */
export interface Evaluation {
  /** Images evaluated. */
  count: number;
  /** Mean cross-entropy, nats. */
  loss: number;
  /** The same under its other name. */
  logLoss: number;
  accuracy: number;
  /** Mean recall of the classes that have images. */
  balancedAccuracy: number;
  /** Mean F1 of the classes that occur. */
  macroF1: number;
  /** Share of the images whose class is among the two most probable. */
  top2: number;
  /** Mean squared error of the probabilities, summed over the classes: 0 (certain and right) .. 2 (certain and wrong). */
  brier: number;
  perClass: ClassScore[];
  calibration: Calibration;
  confusion: {
    classes: string[];
    /** `counts[actual][predicted]`. */
    counts: number[][];
    /** The same with rows that sum to 1. */
    normalized: number[][];
    topConfusions: Confusion[];
  };
  topLosses: TopLoss[];
}

export interface ScoresOptions {
  /** How many of the largest confusions to name. Default 5. */
  topConfusions?: number;
  /** How many of the images with the largest loss to name. Default 9. */
  topLosses?: number;
  /**
   * Cross-entropy an image, where it is known better than its probability tells. Default -ln(p), with p no smaller than
   * float32's epsilon (1.2e-7), as `log_loss` of scikit-learn on float32: a p that underflowed to 0 says little more.
   */
  losses?: ArrayLike<number>;
  /** Class taken an image. Default the most probable, the first of equals. */
  predicted?: ArrayLike<number>;
}

const SMALLEST_PROBABILITY = 2 ** -23;

/**
 * All scores of some predictions; pure.
 *
 * @param probabilities `[n, classes]`, row-major, each row sums to 1.
 * @param labels `[n]` class indices.
 * @param classes names, in the order of the columns.
 * @throws where the numbers of values do not fit each other, a label is no class, or a probability is not in 0..1.
 * @example
 * scores(Float32Array.of(0.9, 0.1, 0.6, 0.4), [0, 1], ['happy', 'sad']).balancedAccuracy; // 0.5
 */
export function scores(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: readonly string[],
  {
    topConfusions: confusionsNamed = 5,
    topLosses: lossesNamed = 9,
    predicted = mostProbable(probabilities, classes.length),
    losses = Array.from(labels, (label, i) => crossEntropy(probabilities[i * classes.length + label])),
  }: ScoresOptions = {},
): Evaluation {
  checkScores(probabilities, labels, classes.length);
  const n = labels.length;
  const at = (i: number, k: number) => probabilities[i * classes.length + k];
  const mean = (value: (i: number) => number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += value(i);
    return sum / n;
  };
  const names = [...classes];
  const counts = confusionCounts(labels, predicted, names.length);
  const correct = Array.from(labels, (label, i) => label === predicted[i]);
  const confidence = Array.from(labels, (_, i) => at(i, predicted[i]));
  const loss = mean((i) => losses[i]);
  const images = Array.from(labels, (label, index) => ({
    index,
    label,
    predicted: predicted[index],
    probability: confidence[index],
    loss: losses[index],
  }));
  return {
    count: n,
    loss,
    logLoss: loss,
    accuracy: mean((i) => Number(correct[i])),
    balancedAccuracy: balancedAccuracy(counts),
    macroF1: macroF1(counts),
    top2: mean((i) => Number(correct[i] || rank(i) < 2)),
    brier: mean((i) => names.reduce((sum, _, k) => sum + (at(i, k) - Number(k === labels[i])) ** 2, 0)),
    perClass: classScores(counts, names),
    calibration: calibration(confidence, correct),
    confusion: {
      classes: names,
      counts,
      normalized: normalizeRows(counts),
      topConfusions: topConfusions(counts, names, confusionsNamed),
    },
    topLosses: images.toSorted((a, b) => b.loss - a.loss).slice(0, lossesNamed),
  };

  /** Classes that come before image i's own: more probable, or as probable and earlier. */
  function rank(i: number): number {
    const own = at(i, labels[i]);
    return names.reduce(
      (before, _, k) => before + Number(at(i, k) > own || (at(i, k) === own && k < labels[i])),
      0,
    );
  }
}

function crossEntropy(probability: number): number {
  return -Math.log(Math.max(SMALLEST_PROBABILITY, probability));
}
