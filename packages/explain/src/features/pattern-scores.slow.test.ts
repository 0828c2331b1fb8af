import { decodeTensor, readReference, type EncodedTensor } from '@fer/fixtures';
import { expect, it } from 'vitest';
import { patternScores } from './pattern-scores';

interface Labelled {
  pictures: EncodedTensor;
  labels: string[];
}

const { heldOut, ...first } = readReference<Labelled & { heldOut: Labelled }>('patterns');

/** Share of the pictures of which the measure says what was seen, among all or those of one label. */
function agreement({ pictures, labels }: Labelled, label?: string): number {
  const { data: bytes, shape } = decodeTensor(pictures);
  const { isPattern } = patternScores({ values: Float32Array.from(bytes), shape });
  const among = [...labels.keys()].filter((i) => label === undefined || labels[i] === label);
  return among.filter((i) => isPattern[i] === (labels[i] === 'pattern')).length / among.length;
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
