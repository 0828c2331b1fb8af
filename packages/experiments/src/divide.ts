import {
  dropDuplicates,
  nameRows,
  SPLIT_NAMES,
  splitBy,
  splitRandom,
  type DroppedDuplicates,
  type LabelledImages,
} from '@fer/data';
import { divideTraining } from './divide-training';
import type { DataSpec } from './spec';

export interface DividedData {
  train: LabelledImages;
  /** Chooses the best epoch. */
  validation: LabelledImages;
  /** What the final figures are measured on; `validation` where the data has no other part. */
  heldOut: LabelledImages;
  /** Which part `heldOut` is. */
  heldOutName: string;
  /** Images that were dropped before, where the spec says so. */
  dropped?: Pick<DroppedDuplicates, 'copies' | 'conflicting'>;
}

export interface DivideOptions extends Partial<Omit<DataSpec, 'source'>> {
  seed: number;
}

/**
 * Training, validation and held-out parts of a data set, as `division` says. By default as its splits say, and where it
 * has no validation part, a stratified fifth of the training part, drawn by the seed. Held out is the test part; where
 * there is none, the data's validation part if it does not choose the epoch; else there is no third part. Images
 * without a name get that of their row in `data`.
 *
 * @throws where it has splits, but no training part, or fewer images than the division asks for.
 */
export function divide(
  data: LabelledImages,
  {
    seed,
    limit,
    division = { validation: 'splits' },
    dropDuplicates: kind,
    dropConflicts = false,
  }: DivideOptions,
): DividedData {
  const conflicts = dropConflicts ? 'drop' : 'keep';
  const named = nameRows(data);
  const kept = kind && dropDuplicates(named, { near: kind === 'near', conflicts });
  const parts = partsOf(kept?.data ?? named);
  const whole = find(parts, SPLIT_NAMES.train);
  if (whole === undefined) {
    throw new Error(
      `no training part among the splits ${Object.keys(parts).join(', ')} (expected Training or train)`,
    );
  }
  const bySplits = 'validation' in division && division.validation === 'splits';
  const validates = find(parts, SPLIT_NAMES.validation);
  const [train, validation] =
    bySplits && validates ? [whole, validates] : divideTraining(whole, division, seed);
  const third = find(parts, SPLIT_NAMES.test) ?? (bySplits ? undefined : validates);
  const limited = (ds: LabelledImages) =>
    limit === undefined || limit >= ds.shape[0] ? ds : splitRandom(ds, limit / ds.shape[0], { seed })[0];
  const heldOut = limited(third ?? validation);
  return {
    train: limited(train),
    validation: third === undefined ? heldOut : limited(validation),
    heldOut,
    heldOutName: third === undefined ? 'validation' : 'test',
    ...(kept && { dropped: { copies: kept.copies, conflicting: kept.conflicting } }),
  };
}

/**
 * A part of a data set by the name that the data give it, or by what it is for: train, validation, test.
 *
 * @throws where there is none; the message lists those that there are.
 */
export function part(data: LabelledImages, name: string): LabelledImages {
  const parts = data.splits === undefined ? {} : splitBy(nameRows(data));
  const found = find(parts, [name, ...(SPLIT_NAMES[name as keyof typeof SPLIT_NAMES] ?? [])]);
  if (found === undefined) {
    throw new Error(
      `unknown split: ${name} (expected one of ${Object.keys(parts).join(', ') || 'none: the data have no splits'})`,
    );
  }
  return found;
}

function partsOf(data: LabelledImages): Record<string, LabelledImages> {
  return data.splits === undefined ? { train: data } : splitBy(data);
}

function find(parts: Record<string, LabelledImages>, names: readonly string[]): LabelledImages | undefined {
  const name = names.find((known) => Object.hasOwn(parts, known));
  return name === undefined ? undefined : parts[name];
}
