import { checkWhole } from './check-whole';

/** The images whose largest probability lies in (from, to]; the first bin also has those at 0. */
export interface CalibrationBin {
  from: number;
  to: number;
  count: number;
  /** Mean of the largest probabilities; 0 in an empty bin. */
  confidence: number;
  /** Share of right predictions; 0 in an empty bin. */
  accuracy: number;
}

/** Whether a model is right as often as its probabilities say. */
export interface Calibration {
  /** Expected calibration error, 0..1. */
  ece: number;
  bins: CalibrationBin[];
}

/**
 * Expected calibration error and the bins of a reliability diagram (Guo et al. 2017, "On Calibration of Modern Neural
 * Networks").
 *
 * `ECE = Σ_b count_b / n |accuracy_b - confidence_b|`, over bins of equal width.
 *
 * @param confidence largest probability an image, 0..1.
 * @param correct whether the class of that probability is the image's.
 * @param bins how many. Default 15, as in the paper.
 */
export function calibration(
  confidence: ArrayLike<number>,
  correct: ArrayLike<boolean>,
  { bins: number = 15 }: { bins?: number } = {},
): Calibration {
  checkWhole('bins', number);
  const sums = Array.from({ length: number }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (let i = 0; i < confidence.length; i++) {
    const bin = sums[Math.min(number, Math.max(1, Math.ceil(confidence[i] * number))) - 1];
    bin.count++;
    bin.confidence += confidence[i];
    if (correct[i]) bin.right++;
  }
  const bins = sums.map(({ count, confidence: total, right }, k) => ({
    from: k / number,
    to: (k + 1) / number,
    count,
    confidence: count === 0 ? 0 : total / count,
    accuracy: count === 0 ? 0 : right / count,
  }));
  const error = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.accuracy - bin.confidence), 0);
  return { ece: error / confidence.length, bins };
}
