import { describe, expect, it } from 'vitest';
import { scores } from './scores';

const classes = ['a', 'b', 'c'];
/** Five images; each number below was worked out on paper by the definitions of scikit-learn. */
const probabilities = [
  [0.7, 0.2, 0.1],
  [0.5, 0.3, 0.2],
  [0.2, 0.5, 0.3],
  [0.1, 0.3, 0.6],
  [0.25, 0.35, 0.4],
].flat();
const labels = [0, 1, 1, 0, 2];

describe('scores', () => {
  const result = scores(probabilities, labels, classes);

  it('gives accuracy, balanced accuracy and macro F1 by hand', () => {
    // predicted 0 0 1 2 2
    expect(result.confusion.counts).toEqual([
      [1, 0, 1],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(result.count).toBe(5);
    expect(result.accuracy).toBeCloseTo(3 / 5, 12);
    expect(result.balancedAccuracy).toBeCloseTo((1 / 2 + 1 / 2 + 1) / 3, 12);
    expect(result.macroF1).toBeCloseTo((1 / 2 + 2 / 3 + 2 / 3) / 3, 12);
    expect(result.perClass[1]).toEqual({ name: 'b', precision: 1, recall: 0.5, f1: 2 / 3, support: 2 });
  });

  it('counts an image in top 2 whose class is first or second', () => {
    // Image 3 has its class last.
    expect(result.top2).toBeCloseTo(4 / 5, 12);
  });

  it('takes the first of equals in top 2, as the prediction does', () => {
    const equal = [1 / 3, 1 / 3, 1 / 3];
    expect([0, 1, 2].map((label) => scores(equal, [label], classes).top2)).toEqual([1, 1, 0]);
  });

  it('gives log loss and Brier score by hand', () => {
    const loss = -(Math.log(0.7) + Math.log(0.3) + Math.log(0.5) + Math.log(0.1) + Math.log(0.4)) / 5;
    expect(result.loss).toBeCloseTo(loss, 12);
    expect(result.logLoss).toBe(result.loss);
    // 0.09+0.04+0.01, 0.25+0.49+0.04, 0.04+0.25+0.09, 0.81+0.09+0.36, 0.0625+0.1225+0.36
    expect(result.brier).toBeCloseTo((0.14 + 0.78 + 0.38 + 1.26 + 0.545) / 5, 12);
  });

  it('gives the calibration of the predicted class', () => {
    // Confidences 0.7 0.5 0.5 0.6 0.4, right 1 0 1 0 1; the two of 0.5 share a bin of 15.
    expect(result.calibration.bins).toHaveLength(15);
    expect(result.calibration.ece).toBeCloseTo((0.3 + 0 + 0.6 + 0.6) / 5, 12);
  });

  it('bounds the loss of a probability that underflowed, and keeps a loss that is given', () => {
    expect(scores([1, 0], [1], ['a', 'b']).loss).toBeCloseTo(-Math.log(2 ** -23), 12);
    expect(scores([1, 0], [1], ['a', 'b'], { losses: [200] }).loss).toBe(200);
  });

  it('names the largest losses first, as many as wanted', () => {
    expect(result.topLosses.map(({ index }) => index)).toEqual([3, 1, 4, 2, 0]);
    const two = scores(probabilities, labels, classes, { topLosses: 2, topConfusions: 1 });
    expect(two.topLosses).toHaveLength(2);
    expect(two.confusion.topConfusions).toEqual([{ actual: 'a', predicted: 'c', count: 1, share: 0.5 }]);
  });

  it('says what does not fit', () => {
    expect(() => scores([], [], classes)).toThrow('invalid number of labels: 0 (expected at least one)');
    expect(() => scores([1, 0], [0], classes)).toThrow(
      'invalid number of probabilities: 2 (expected 3 for 1 labels and 3 classes)',
    );
    expect(() => scores([1, 0, 0], [3], classes)).toThrow('invalid label of image 0: 3 (expected 0..2)');
    expect(() => scores([2.5, -1, 0], [0], classes)).toThrow(
      'invalid probability of image 0, class 0: 2.5 (expected 0..1)',
    );
    expect(() => scores([NaN, 0, 1], [0], classes)).toThrow('class 0: NaN');
  });
});
