import { expect, test } from 'vitest';
import { exponential } from './exponential';

test('is exp(-x) within 1e-9 of itself, and 0 far out', () => {
  const places = Array.from({ length: 10_000 }, (_, i) => i * 0.003999);
  const errors = places.map((x) => Math.abs(exponential(x) / Math.exp(-x) - 1));
  expect(Math.max(...errors)).toBeLessThan(1e-9);
  expect([0, 40, 1e9].map(exponential)).toEqual([1, 0, 0]);
});
