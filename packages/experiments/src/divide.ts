import {
  dropDuplicates,
  nameRows,
  SPLIT_NAMES,
  splitBy,
  splitRandom,
  type DroppedDuplicates,
  type LabelledImages,
} from '@fer/data';
import type { ExperimentSpec } from './spec';

export interface DividedData {
  train: LabelledImages;
  /** Chooses the best epoch. */
  validation: LabelledImages;
  /** What the final figures are measured on; `validation` where the data has no third part. */
  heldOut: LabelledImages;
  /** Which part `heldOut` is. */
  heldOutName: string;
  /** Images that were dropped before, where the spec says so. */
  dropped?: Pick<DroppedDuplicates, 'copies' | 'conflicting'>;
}

export interface DivideOptions extends Omit<ExperimentSpec['data'], 'source'> {
  seed: number;
}

const VALIDATION_SHARE = 0.2;

/**
 * Training, validation and held-out parts of a data set: as its splits say, and where it has no validation
 * part, a stratified fifth of the training part, drawn by the seed. Images without a name get that of their row in `data`.
 *
 * @throws where it has splits, but no training part.
 */
export function divide(
  data: LabelledImages,
  { seed, limit, dropDuplicates: kind, dropConflicts = false }: DivideOptions,
): DividedData {
  const conflicts = dropConflicts ? 'drop' : 'keep';
  const named = nameRows(data);
  const kept = kind && dropDuplicates(named, { near: kind === 'near', conflicts });
  const parts = partsOf(kept?.data ?? named);
  let train = find(parts, SPLIT_NAMES.train);
  if (train === undefined) {
    throw new Error(
      `no training part among the splits ${Object.keys(parts).join(', ')} (expected Training or train)`,
    );
  }
  let validation = find(parts, SPLIT_NAMES.validation);
  if (validation === undefined) [train, validation] = splitRandom(train, 1 - VALIDATION_SHARE, { seed });
  const test = find(parts, SPLIT_NAMES.test);
  const limited = (ds: LabelledImages) =>
    limit === undefined || limit >= ds.shape[0] ? ds : splitRandom(ds, limit / ds.shape[0], { seed })[0];
  const heldOut = limited(test ?? validation);
  return {
    train: limited(train),
    validation: test === undefined ? heldOut : limited(validation),
    heldOut,
    heldOutName: test === undefined ? 'validation' : 'test',
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
