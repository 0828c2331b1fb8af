import { hardLabels } from '../hard-labels';
import type { LabelledImages } from '../labelled-images';
import { select } from '../subsets/select';
import { SPLIT_NAMES } from '../subsets/split-names';
import { rowsByImage } from './exact-duplicates';
import { nearDuplicates, type NearOptions } from './near-duplicates';

export interface DropDuplicatesOptions {
  /** Which copy of a split stays. Default `'first'`. */
  keep?: 'first' | 'last';
  /**
   * What becomes of images whose copies have different labels, in any split: `'keep'` (default) treats them as the
   * others, so one stays with the label that it happens to have; `'drop'` leaves none.
   */
  conflicts?: 'keep' | 'drop';
  /**
   * Which split of several keeps an image: `'heldOut'` (default) test, else validation, else training, so that nothing
   * that is measured on was trained on; `'training'` the other way round; `'each'` every split keeps one.
   *
   * Splits are known by the names in `SPLIT_NAMES`; one of another name counts as held out, before all.
   */
  across?: 'heldOut' | 'training' | 'each';
  /** Drop near duplicates too: `true`, or what counts as near. Default false. */
  near?: boolean | NearOptions;
}

export interface DroppedDuplicates {
  /** The set without them, in its order. */
  data: LabelledImages;
  /** Rows of the old set that are gone, ascending. */
  dropped: number[];
  /** How many of these were further copies, and how many had conflicting labels. */
  copies: number;
  conflicting: number;
}

/**
 * A set with one copy of each image, copied as `select` does.
 *
 * ```ts
 * const { data, copies } = dropDuplicates(ds);
 * ```
 *
 * @throws `RangeError` on an option that is none of its values.
 */
export function dropDuplicates(ds: LabelledImages, options: DropDuplicatesOptions = {}): DroppedDuplicates {
  const { keep = 'first', conflicts = 'keep', across = 'heldOut', near = false } = options;
  oneOf('keep', keep, ['first', 'last']);
  oneOf('conflicts', conflicts, ['keep', 'drop']);
  oneOf('across', across, ['heldOut', 'training', 'each']);
  const labels = ds.labels || ds.labelWeights ? hardLabels(ds) : undefined;
  const gone = new Set<number>();
  const counts = { copies: 0, conflicting: 0 };
  const drop = (rows: number[], why: keyof typeof counts) => {
    for (const row of rows) gone.add(row);
    counts[why] += rows.length;
  };
  for (const rows of groupsOf(ds, near)) {
    if (conflicts === 'drop' && labels && rows.some((row) => labels[row] !== labels[rows[0]])) {
      drop(rows, 'conflicting');
      continue;
    }
    const staying = keepers(rows, ds.splits, keep, across);
    drop(
      rows.filter((row) => !staying.has(row)),
      'copies',
    );
  }
  const rows = Array.from({ length: ds.shape[0] }, (_, row) => row);
  return {
    data: select(
      ds,
      rows.filter((row) => !gone.has(row)),
    ),
    dropped: rows.filter((row) => gone.has(row)),
    ...counts,
  };
}

function groupsOf(ds: LabelledImages, near: boolean | NearOptions): number[][] {
  const images = rowsByImage(ds);
  const exact = images.filter((rows) => rows.length > 1);
  if (near === false) return exact;
  const { groups } = nearDuplicates(ds, near === true ? {} : near, images);
  const inGroup = new Set(groups.flat());
  return [...groups, ...exact.filter(([first]) => !inGroup.has(first))];
}

/** The rows of a group that stay. */
function keepers(
  rows: number[],
  splits: readonly string[] | undefined,
  keep: 'first' | 'last',
  across: 'heldOut' | 'training' | 'each',
): Set<number> {
  const bySplit = new Map<string | undefined, number[]>();
  for (const row of rows) bySplit.set(splits?.[row], [...(bySplit.get(splits?.[row]) ?? []), row]);
  const stays = [...bySplit].map(([split, own]) => ({ split, row: keep === 'first' ? own[0] : own.at(-1)! }));
  if (across === 'each') return new Set(stays.map(({ row }) => row));
  const sign = across === 'heldOut' ? -1 : 1;
  stays.sort((a, b) => sign * (rank(a.split) - rank(b.split)));
  return new Set([stays[0].row]);
}

/** 0 training, 1 validation, 2 test, 3 of another name. */
function rank(split: string | undefined): number {
  const at = Object.values<readonly (string | undefined)[]>(SPLIT_NAMES).findIndex((names) =>
    names.includes(split),
  );
  return at < 0 ? 3 : at;
}

function oneOf(name: string, value: string, expected: string[]): void {
  if (!expected.includes(value))
    throw new RangeError(`invalid ${name}: ${value} (expected ${expected.join(' or ')})`);
}
