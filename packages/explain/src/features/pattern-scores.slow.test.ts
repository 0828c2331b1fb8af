import { decodeTensor, readReference, type EncodedTensor } from '@fer/fixtures';
import { expect, it } from 'vitest';
import { patternScores } from './pattern-scores';

it('agrees with labels by eye', () => {
  const { pictures, labels } = readReference<{ pictures: EncodedTensor; labels: string[] }>('patterns');
  const { data: bytes, shape } = decodeTensor(pictures);
  const { scores, isPattern } = patternScores({ values: Float32Array.from(bytes), shape });
  const agreement = (said: (i: number) => boolean, among: number[]) =>
    among.filter((i) => said(i) === (labels[i] === 'pattern')).length / among.length;
  const all = [...labels.keys()];
  expect(all.length).toBeGreaterThanOrEqual(100);
  expect(agreement((i) => isPattern[i], all)).toBeGreaterThan(0.87);

  // The default threshold has seen all of the labels: here each half is judged by one that is fitted to the other.
  const fitted = (among: number[]) => {
    const agreeing = Array.from(scores, (threshold) => agreement((i) => scores[i] >= threshold, among));
    return scores[agreeing.indexOf(Math.max(...agreeing))];
  };
  const halves = [0, 1].map((half) => all.filter((i) => i % 2 === half));
  const heldOut = halves.map((half, k) => {
    const threshold = fitted(halves[1 - k]);
    return agreement((i) => scores[i] >= threshold, half);
  });
  expect((heldOut[0] + heldOut[1]) / 2).toBeGreaterThan(0.85);
});
