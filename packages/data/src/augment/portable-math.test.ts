import { describe, expect, it } from 'vitest';
import { exp, log, sinCos } from './portable-math';

const steps = (from: number, to: number, count = 2000) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** A hash of the bits of all numbers: equal only if every bit is. */
function hashOf(numbers: number[]): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(Float64Array.from(numbers).buffer))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16);
}

describe('portable mathematics', () => {
  it('knows sine and cosine of degrees', () => {
    for (const degrees of steps(-400, 400)) {
      const [sine, cosine] = sinCos(degrees);
      expect(Math.abs(sine - Math.sin((degrees * Math.PI) / 180))).toBeLessThan(1.5e-15);
      expect(Math.abs(cosine - Math.cos((degrees * Math.PI) / 180))).toBeLessThan(1.5e-15);
    }
    expect([0, 90, 180, 270, -90].map((angle) => sinCos(angle).map((v) => v + 0))).toEqual([
      [0, 1],
      [1, 0],
      [0, -1],
      [-1, 0],
      [-1, 0],
    ]);
  });

  it('knows exponential and logarithm', () => {
    for (const x of steps(-700, 700)) expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-13);
    for (const x of steps(-20, 20)) expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
    for (const x of steps(-700, 700).map(Math.exp))
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
    expect([exp(-Infinity), exp(0), exp(1e9), log(0), log(1)]).toEqual([0, 1, Infinity, -Infinity, 0]);
  });

  it('has the same bits in every engine', () => {
    // Made once; another engine, or a changed formula, that differs in one bit fails here.
    expect(hashOf(steps(-180, 180).flatMap((degrees) => sinCos(degrees)))).toMatchInlineSnapshot(
      `"713d3cb7"`,
    );
    expect(hashOf(steps(-30, 30).map(exp))).toMatchInlineSnapshot(`"acf912b6"`);
    expect(hashOf(steps(0.001, 30).map(log))).toMatchInlineSnapshot(`"15fe60bf"`);
  });
});
