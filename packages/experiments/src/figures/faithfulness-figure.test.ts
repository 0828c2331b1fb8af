import { expect, it } from 'vitest';
import { faithfulnessFigure } from './faithfulness-figure';

const x = Float32Array.of(0, 0.5, 1);
const score = (mean: number, better: 'lower' | 'higher') => ({
  mean,
  values: Float32Array.of(mean),
  curves: [{ x, y: Float32Array.of(1, mean, 0) }],
  better,
  warnings: [],
});
const row = (method: string, mean: number, isBaseline = false) => ({
  method,
  isBaseline,
  scores: { deletion: score(mean, 'lower'), insertion: score(1 - mean, 'higher') },
});

it('has the best methods by deletion and those that know nothing, and none that could not be measured', () => {
  const rows = [
    ...['c', 'e', 'a', 'b', 'd'].map((name) => row(`map-${name}`, name.charCodeAt(0) / 256)),
    { method: 'map-none', isBaseline: false, scores: {}, error: 'no convolution' },
    row('map-nan', NaN),
    row('random', 0.5, true),
    row('sobel', 0.6, true),
  ];
  const { svg } = faithfulnessFigure({ rows })!;
  const named = new Set(svg.match(/(map-\w+|random|sobel)(?=<)/g));
  expect([...named]).toEqual(['map-a', 'map-b', 'map-c', 'map-d', 'random', 'sobel']);
  expect(svg).toContain(
    'The 4 best methods by deletion, and the maps that know nothing of the model: random',
  );
});

it('is none where no method could be measured', () => {
  expect(faithfulnessFigure({ rows: [row('random', 0.5, true)] })).toBeUndefined();
});
