import type { LabelledImages } from '../labelled-images';
import { select } from './select';

/**
 * The set cut by its `splits`: one set a name, names in order of first appearance, images in their order.
 * Throws when the set has no `splits`.
 *
 * ```ts
 * const { Training, PublicTest } = splitBy(await readFer(file));
 * ```
 */
export function splitBy(ds: LabelledImages): Record<string, LabelledImages> {
  if (!ds.splits)
    throw new Error('missing splits (expected a set with splits; else use splitAt or splitRandom)');
  const rows = new Map<string, number[]>();
  ds.splits.forEach((split, i) => {
    const list = rows.get(split);
    if (list) list.push(i);
    else rows.set(split, [i]);
  });
  return Object.fromEntries([...rows].map(([split, indices]) => [split, select(ds, indices)]));
}
