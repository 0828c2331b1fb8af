import { describe, expect, it } from 'vitest';
import { calibration } from './calibration';

describe('calibration', () => {
  it('has the error of Guo et al. by hand', () => {
    const confidence = [0.55, 0.65, 0.9, 0.95, 1];
    const { ece, bins } = calibration(confidence, [true, false, true, true, false], { bins: 5 });
    // (0.4, 0.6]: 0.55 against 1; (0.6, 0.8]: 0.65 against 0; (0.8, 1]: 0.95 against 2/3.
    expect(ece).toBeCloseTo((0.45 + 0.65 + 3 * (0.95 - 2 / 3)) / 5, 12);
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 1, 1, 3]);
    expect(bins[4]).toMatchObject({ from: 0.8, to: 1, accuracy: 2 / 3 });
    expect(bins[4].confidence).toBeCloseTo(0.95, 12);
    expect(bins[0]).toMatchObject({ from: 0, to: 0.2, count: 0, confidence: 0, accuracy: 0 });
  });

  it('is 0 where the model is right as often as it says', () => {
    const { ece } = calibration([0.75, 0.75, 0.75, 0.75], [true, true, true, false]);
    expect(ece).toBe(0);
  });

  it('counts a bound in the lower bin, and 0 in the first', () => {
    const { bins } = calibration([0, 0.25, 0.5, 1], [true, true, true, true], { bins: 4 });
    expect(bins.map(({ count }) => count)).toEqual([2, 1, 0, 1]);
  });

  it('refuses a number of bins that is none', () => {
    expect(() => calibration([1], [true], { bins: 0 })).toThrow('invalid bins: 0 (expected an integer >= 1)');
  });
});
