import { splitBy, splitRandom, type LabelledImages } from '@fer/data';

export interface DividedData {
  train: LabelledImages;
  /** Chooses the best epoch. */
  validation: LabelledImages;
  /** What the final figures are measured on; `validation` where the data has no third part. */
  heldOut: LabelledImages;
  /** Which part `heldOut` is. */
  heldOutName: string;
}

/** The names under which data sets know their parts. */
const NAMES = {
  train: ['Training', 'train', 'training'],
  validation: ['PublicTest', 'validation', 'val', 'valid'],
  test: ['PrivateTest', 'test'],
};
const VALIDATION_SHARE = 0.2;

/**
 * Training, validation and held-out parts of a data set: as its splits say, and where it has no validation
 * part, a stratified fifth of the training part, drawn by the seed.
 *
 * @throws where it has splits, but no training part.
 */
export function divide(data: LabelledImages, { seed, limit }: { seed: number; limit?: number }): DividedData {
  const parts = data.splits === undefined ? { train: data } : splitBy(data);
  let train = find(parts, NAMES.train);
  if (train === undefined) {
    throw new Error(
      `no training part among the splits ${Object.keys(parts).join(', ')} (expected Training or train)`,
    );
  }
  let validation = find(parts, NAMES.validation);
  if (validation === undefined) [train, validation] = splitRandom(train, 1 - VALIDATION_SHARE, { seed });
  const test = find(parts, NAMES.test);
  const limited = (ds: LabelledImages) =>
    limit === undefined || limit >= ds.shape[0] ? ds : splitRandom(ds, limit / ds.shape[0], { seed })[0];
  const heldOut = limited(test ?? validation);
  return {
    train: limited(train),
    validation: test === undefined ? heldOut : limited(validation),
    heldOut,
    heldOutName: test === undefined ? 'validation' : 'test',
  };
}

/**
 * A part of a data set by the name that the data give it, or by what it is for: train, validation, test.
 *
 * @throws where there is none; the message lists those that there are.
 */
export function part(data: LabelledImages, name: string): LabelledImages {
  const parts = data.splits === undefined ? {} : splitBy(data);
  const found = find(parts, [name, ...(NAMES[name as keyof typeof NAMES] ?? [])]);
  if (found === undefined) {
    throw new Error(
      `unknown split: ${name} (expected one of ${Object.keys(parts).join(', ') || 'none: the data have no splits'})`,
    );
  }
  return found;
}

function find(parts: Record<string, LabelledImages>, names: string[]): LabelledImages | undefined {
  const name = names.find((known) => Object.hasOwn(parts, known));
  return name === undefined ? undefined : withIds(parts[name]);
}

/** Images that have no name are called by their row in their part, which they keep in whatever is chosen of them. */
function withIds(ds: LabelledImages): LabelledImages {
  return ds.ids === undefined
    ? { ...ds, ids: Array.from({ length: ds.shape[0] }, (_, i) => `row ${i}`) }
    : ds;
}
