import { seededRandom } from '../common/random';
import { coalitionMasks } from './coalitions';
import type { MaskTable } from './sample-masks';

/** Coalitions of segments with their weights in the regression, and how many consecutive ones were drawn together. */
export interface ShapSamples {
  masks: MaskTable;
  /** Infinite where the linear model has to be exact. */
  weights: Float64Array;
  group: number;
  /** Every coalition is there once: nothing was left to chance. */
  isComplete: boolean;
}

/**
 * The first row shows all, the second nothing. When there is room for all `2^p` coalitions they follow, each with the Shapley
 * kernel `(p - 1) / (choose(p, k) k (p - k))` for `k` shown of `p`; else as many as there is room for are drawn with chances
 * after that kernel and weigh alike, in pairs of a coalition and its complement, which halves the variance and more. A pair
 * depends on the seed and its number alone. Covert and Lee 2021, Improving KernelSHAP, https://arxiv.org/abs/2012.01536
 */
export function shapSamples(samples: number, segments: number, seed: number): ShapSamples {
  if (segments < 31 && 2 ** segments <= samples) return everyCoalition(segments);
  const data = new Uint8Array(samples * segments).fill(1, 0, segments);
  const sizes = sizeChances(segments);
  for (let row = 2; row < samples; row += 2) {
    const mask = data.subarray(row * segments, (row + 1) * segments);
    draw(mask, sizes, seededRandom(seed, row >> 1));
    if (row + 1 < samples) {
      mask.forEach((bit, j) => (data[(row + 1) * segments + j] = 1 - bit));
    }
  }
  const weights = new Float64Array(samples).fill(1).fill(Infinity, 0, 2);
  return { masks: { data, rows: samples, segments }, weights, group: 2, isComplete: false };
}

function everyCoalition(segments: number): ShapSamples {
  const rows = 2 ** segments;
  const all = Uint8Array.from(coalitionMasks({ start: 0, size: rows }, segments));
  // The full one, which is last, comes first.
  const data = new Uint8Array(all.length);
  data.set(all.subarray((rows - 1) * segments), 0);
  data.set(all.subarray(0, (rows - 1) * segments), segments);
  const choose = [1];
  for (let k = 0; k < segments; k++) choose.push((choose[k] * (segments - k)) / (k + 1));
  const weights = Float64Array.from({ length: rows }, (_, row) => {
    const shown = data.subarray(row * segments, (row + 1) * segments).reduce((sum, bit) => sum + bit, 0);
    if (shown === 0 || shown === segments) return Infinity;
    return (segments - 1) / (choose[shown] * shown * (segments - shown));
  });
  return { masks: { data, rows, segments }, weights, group: 1, isComplete: true };
}

/** Cumulative chances of 1, 2, ... segments shown, each in proportion to `1 / (k (p - k))`. */
function sizeChances(segments: number): Float64Array {
  const cumulative = new Float64Array(segments - 1);
  let sum = 0;
  cumulative.forEach((_, i) => (cumulative[i] = sum += 1 / ((i + 1) * (segments - 1 - i))));
  return cumulative.map((value) => value / sum);
}

/** Shows a random number of random segments. */
function draw(mask: Uint8Array, sizes: Float64Array, random: () => number): void {
  const chance = random();
  const found = sizes.findIndex((cumulative) => chance < cumulative);
  const shown = found < 0 ? sizes.length : found + 1;
  // The first of a shuffled deck.
  const deck = Array.from(mask, (_, j) => j);
  for (let k = 0; k < shown; k++) {
    const other = k + Math.min(deck.length - k - 1, Math.floor(random() * (deck.length - k)));
    [deck[k], deck[other]] = [deck[other], deck[k]];
    mask[deck[k]] = 1;
  }
}
