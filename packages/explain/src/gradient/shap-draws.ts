import { seededRandom } from '../common/random';

// Noise branches off by input, so these numbers are those of no input.
const branches = { places: -1, baselines: -2 };

/** Where between baseline and image each sample lies, 0..1: as given, or even draws. */
export function drawPlaces(given: ArrayLike<number> | undefined, samples: number, seed = 0): Float32Array {
  if (!given) {
    const random = seededRandom(seed, branches.places);
    return Float32Array.from({ length: samples }, random);
  }
  if (given.length !== samples)
    throw new Error(`invalid coefficients: ${given.length} numbers (expected ${samples}, one a sample)`);
  const wrong = Array.from(given).find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new Error(`invalid coefficients: ${wrong} (expected numbers in 0..1)`);
  return Float32Array.from(given);
}

/** A baseline of `count` for every sample: `rows` are those drawn at all, `choices` which of these each sample takes. */
export function drawBaselines(
  samples: number,
  count: number,
  seed = 0,
): { rows: number[]; choices: number[] } {
  const random = seededRandom(seed, branches.baselines);
  const drawn = Array.from({ length: samples }, () => Math.floor(random() * count));
  const rows = [...new Set(drawn)];
  return { rows, choices: drawn.map((row) => rows.indexOf(row)) };
}
