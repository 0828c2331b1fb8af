import { expect, test } from 'vitest';
import { exponential } from './exponential';

test('is exp(-x) within 1e-9 of itself, and 0 far out', () => {
  for (let x = 0; x < 40; x += 0.00371)
    expect(Math.abs(exponential(x) / Math.exp(-x) - 1)).toBeLessThan(1e-9);
  expect(exponential(0)).toBe(1);
  expect(exponential(40)).toBe(0);
  expect(exponential(1e9)).toBe(0);
});
