import { expect, test } from 'vitest';
import { random } from './random';
import { Decoder, Encoder } from './range-coder';

const CONTEXTS = 4;

/** Bits with a different share of ones in each context. */
function bits(count: number, seed: number): { context: number; value: number }[] {
  const rng = random(seed);
  return Array.from({ length: count }, () => {
    const context = rng.below(CONTEXTS);
    return { context, value: rng.chance([0.5, 0.02, 0.9, 1][context]) ? 1 : 0 };
  });
}

function coded(list: { context: number; value: number }[]): Uint8Array {
  const encoder = new Encoder(CONTEXTS);
  for (const { context, value } of list) encoder.bit(context, value);
  return encoder.finish();
}

test.each([0, 1, 7, 1000, 100_000])('%i bits come back as they were', (count) => {
  const list = bits(count, count);
  const decoder = new Decoder(CONTEXTS, coded(list));
  for (const { context, value } of list) expect(decoder.bit(context)).toBe(value);
});

test('the code is close to the entropy of the bits', () => {
  const entropy = [0.5, 0.02, 0.9, 1].map((p) =>
    p === 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p)),
  );
  const ideal = (100_000 / CONTEXTS) * entropy.reduce((a, b) => a + b, 0);
  expect(coded(bits(100_000, 3)).length * 8).toBeLessThan(ideal * 1.06);
});
