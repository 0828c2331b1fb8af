import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import { expect, it } from 'vitest';
import { readSelection, type FeatureSelection } from './feature-selection';
import { growingRegression } from './local-regression';
import { readKernel } from './distances';

interface Result {
  features: number[];
  coefs: number[];
  intercept: number;
  score: number;
  localPred: number;
}

const file = readReference<{
  data: EncodedTensor;
  labels: EncodedTensor;
  distances: EncodedTensor;
  results: Record<string, Result>;
}>('lime-base');
const { data, shape } = decodeTensor(file.data);
const labels = decodeTensor(file.labels).data;
const distances = decodeTensor(file.distances).data;
const [rows, segments] = shape;

it.each(Object.keys(file.results))('fits and selects as the original LIME does: %s', (name) => {
  const [, width, label, selection, features] = /^w(.+)\/label(\d)\/(\w+)\/(\d+)$/.exec(name)!;
  const peer = file.results[name];
  const scores = Float64Array.from({ length: rows }, (_, row) => labels[row * 2 + Number(label)]);
  const weights = Float64Array.from(distances, readKernel('exponential', Number(width)));
  const regression = growingRegression({ data: Uint8Array.from(data), rows, segments }, scores, weights, {
    regressor: { type: 'ridge', alpha: 1 },
    selection: readSelection(selection as FeatureSelection),
    features: Number(features),
  });
  const { coefficients, intercept, r2 } = regression.model(rows);
  const expected = new Float64Array(segments);
  peer.features.forEach((feature, i) => (expected[feature] = peer.coefs[i]));
  expect(relativeError(coefficients, expected)).toBeLessThan(1e-9);
  expect(intercept).toBeCloseTo(peer.intercept, 9);
  expect(r2).toBeCloseTo(peer.score, 9);
  expect(coefficients.reduce((sum, value) => sum + value, intercept)).toBeCloseTo(peer.localPred, 9);
});
