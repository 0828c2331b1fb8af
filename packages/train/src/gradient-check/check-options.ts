import { checkWhole } from '../check-whole';
import type { GradientCheckOptions } from './gradient-check';

/** Throws on an option that is not among those known, and on a value that a check of gradients can't take. */
export function checkOptions(
  options: Pick<GradientCheckOptions, 'batch' | 'seed' | 'tolerance' | 'entries'>,
  known: readonly string[],
): void {
  if (options === null || typeof options !== 'object')
    throw new Error(`invalid options: ${String(options)} (expected an object)`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`unknown option: '${unknown}' (expected one of: ${known.join(', ')})`);
  const { batch = 1, seed = 0, tolerance = 1, entries = 1 } = options;
  checkWhole('batch', batch);
  checkWhole('entries', entries);
  if (!Number.isSafeInteger(seed)) throw new Error(`invalid seed: ${seed} (expected a whole number)`);
  if (!(tolerance > 0)) throw new Error(`invalid tolerance: ${tolerance} (expected a number above 0)`);
}
