import { expect, test } from 'vitest';
import { leftOut } from './left-out';

const filters = (count: number, dead: (filter: number) => boolean) =>
  Array.from({ length: count }, (_, filter) => ({ filter, dead: dead(filter), top: [] }));
const alive = { filter: 0, dead: false, top: [{ image: 0, value: 1, place: [0, 0] }] };

test('filters without an image are named, at most twelve, with why', () => {
  expect(leftOut([alive], 'never above 0')).toBe('');
  expect(leftOut([alive, { filter: 4, dead: true, top: [] }], 'never above 0')).toBe(
    'Left out, as never above 0: filter 4.',
  );
  expect(
    leftOut(
      filters(3, (filter) => filter < 2),
      'constant',
    ),
  ).toBe('Left out, as the same for every image: filters 0, 1. Left out, as NaN: filter 2.');
  expect(
    leftOut(
      filters(15, () => true),
      'constant',
    ),
  ).toMatch(/: filters 0, 1, .* 11 and 3 others\.$/);
});
