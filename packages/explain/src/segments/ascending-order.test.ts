import { expect, test } from 'vitest';
import { ascendingOrder } from './ascending-order';

test('gives the places of values of every size from the smallest on, equal ones in their order', () => {
  const values = Float64Array.from({ length: 3000 }, (_, i) => {
    const value = Math.abs(Math.sin(i * 12.9898)) * 10 ** ((i % 9) - 4);
    return i % 5 === 0 ? 0 : i % 7 === 0 ? Math.round(value) : value;
  });
  const expected = [...values.keys()].sort((a, b) => values[a] - values[b]);
  expect([...ascendingOrder(values)]).toEqual(expected);
  expect([...ascendingOrder(new Float64Array())]).toEqual([]);
});
