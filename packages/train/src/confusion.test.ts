import { describe, expect, it } from 'vitest';
import { balancedAccuracy, macroF1 } from './confusion';

// scikit-learn: y = [0,0,0,0,1,1,2], p = [0,0,0,1,1,2,1]
const counts = [
  [3, 1, 0],
  [0, 1, 1],
  [0, 1, 0],
];

describe('balancedAccuracy', () => {
  it('is the mean recall by hand', () => {
    expect(balancedAccuracy(counts)).toBeCloseTo((3 / 4 + 1 / 2 + 0) / 3, 12);
  });

  it('leaves out a class without images, though it is predicted', () => {
    expect(
      balancedAccuracy([
        [1, 1],
        [0, 0],
      ]),
    ).toBe(0.5);
  });

  it('is NaN, not 0, of nothing', () => {
    expect(balancedAccuracy([[0]])).toBeNaN();
  });
});

describe('macroF1', () => {
  it('is the mean F1 by hand', () => {
    // precision 1, 1/3, 0; recall 3/4, 1/2, 0
    expect(macroF1(counts)).toBeCloseTo((6 / 7 + 2 / 5 + 0) / 3, 12);
  });

  it('counts a class that is only predicted as 0 and leaves out one that does not occur', () => {
    const only = [
      [1, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    expect(macroF1(only)).toBeCloseTo((2 / 3 + 0) / 2, 12);
  });
});
