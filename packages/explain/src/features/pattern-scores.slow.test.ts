import { decodeTensor, readReference, type EncodedTensor } from '@fer/fixtures';
import { expect, it } from 'vitest';
import { patternScores } from './pattern-scores';

interface Labelled {
  pictures: EncodedTensor;
  labels: string[];
}

const { heldOut, ...first } = readReference<Labelled & { heldOut: Labelled }>('patterns');

/** Share of the pictures of which the measure says what was seen, among all or those of one label. */
function agreement({ pictures, labels }: Labelled, label?: string, side?: number): number {
  const { data: bytes, shape } = decodeTensor(pictures);
  const whole = { values: Float32Array.from(bytes), shape };
  const { isPattern } = patternScores(side === undefined ? whole : middle(whole, side));
  const among = [...labels.keys()].filter((i) => label === undefined || labels[i] === label);
  return among.filter((i) => isPattern[i] === (labels[i] === 'pattern')).length / among.length;
}

/** The `side` pixels in the middle of grey pictures, each way. */
function middle({ values, shape: [n, h, w] }: { values: Float32Array; shape: number[] }, side: number) {
  const [top, left] = [(h - side) >> 1, (w - side) >> 1];
  const row = (picture: number, y: number) => {
    const from = (picture * h + top + y) * w + left;
    return values.subarray(from, from + side);
  };
  const cut = new Float32Array(n * side * side);
  for (let at = 0; at < n * side; at++) cut.set(row(Math.floor(at / side), at % side), at * side);
  return { values: cut, shape: [n, side, side, 1] };
}

it('agrees with the labels by eye that its threshold was fitted to', () => {
  expect(first.labels).toHaveLength(202);
  expect(agreement(first)).toBeGreaterThan(0.87);
  expect(agreement(first, 'noise')).toBeGreaterThan(0.7);
});

it('agrees with labels that were given when the threshold stood, to other pictures', () => {
  expect(heldOut.labels).toHaveLength(109);
  expect(agreement(heldOut)).toBeGreaterThan(0.85);
  expect(agreement(heldOut, 'noise')).toBeGreaterThan(0.6);
});

it.each([32, 24, 16])('agrees nearly as well on the middle %i pixels of the pictures', (side) => {
  expect(agreement(first, undefined, side)).toBeGreaterThan(0.83);
  expect(agreement(first, 'noise', side)).toBeGreaterThan(0.65);
  expect(agreement(heldOut, undefined, side)).toBeGreaterThan(0.8);
});
