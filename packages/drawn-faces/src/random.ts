import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

/** Draws from one seeded stream; the same seed and stream numbers give the same draws everywhere. */
export interface Random {
  /** A number in `[from, to)`. */
  uniform(from: number, to: number): number;
  /** A whole number in `0 .. n - 1`. */
  below(n: number): number;
  /** One element of a non-empty list, each as likely. */
  pick<T>(list: readonly T[]): T;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** 32 random bits, for loops over pixels. */
  bits(): number;
}

/** The finaliser of MurmurHash3: neighbouring seeds must not give neighbouring streams. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A stream of its own for `seed` and any numbers that name the stream, e.g. the image and the purpose. */
export function random(seed: number, ...stream: number[]): Random {
  const state = stream.reduce((h, s) => mix(Math.imul(h, 31) + s + 0x9e3779b9), mix(seed));
  const rng = xoroshiro128plus(state);
  for (let i = 0; i < 8; i++) rng.next(); // the first outputs still look like the seed
  const uniform = (from: number, to: number) => from + (to - from) * uniformFloat64(rng);
  const below = (n: number) => uniformInt(rng, 0, n - 1);
  return {
    uniform,
    below,
    pick: (list) => list[below(list.length)],
    chance: (p) => uniform(0, 1) < p,
    bits: () => rng.next(),
  };
}

/** The list in a seeded random order (Fisher-Yates), leaving the list as it was. */
export function shuffled<T>(list: readonly T[], rng: Random): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
