import { expect, test } from 'vitest';
import { studentT } from './student-t';

// scipy.stats.t.ppf((1 + confidence) / 2, degrees), SciPy 1.17.1
test.each([
  [1, 0.95, 12.706204736174694],
  [2, 0.95, 4.302652729749462],
  [3, 0.9, 2.3533634348018233],
  [4, 0.95, 2.7764451051977934],
  [5, 0.99, 4.032142983555228],
  [9, 0.95, 2.262157162798205],
  [10, 0.95, 2.228138851986274],
  [29, 0.95, 2.045229642132703],
  [100, 0.999, 3.390491311164263],
])('t of %i degrees of freedom at confidence %f is that of SciPy', (degrees, confidence, expected) => {
  expect(studentT(degrees, confidence) / expected).toBeCloseTo(1, 11);
});

test('degrees of freedom that are no whole number are named', () => {
  expect(() => studentT(2.5, 0.95)).toThrow('invalid degrees of freedom: 2.5 (expected a whole number >= 1)');
  expect(() => studentT(2, 1)).toThrow('invalid confidence: 1 (expected 0 < confidence < 1)');
});
