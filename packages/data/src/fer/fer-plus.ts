import { DataError } from '../data-error';
import { FER_CLASSES } from '../fer-classes';
import type { LabelledImages } from '../labelled-images';
import { select } from '../subsets/select';
import { classIndex } from './class-spelling';
import { FER_PLUS_ANSWERS, type FerPlusVotes } from './fer-plus-votes';

/** How the votes of several raters become labels. */
export interface FerPlusOptions {
  /** FER+'s eighth class. `'drop'` (default) leaves out its images and its votes, `'keep'` adds it to the classes. */
  contempt?: 'drop' | 'keep';
  /** Images that most raters could not tell. `'drop'` (default), or `'ignore'` these votes and go by the others. */
  unknown?: 'drop' | 'ignore';
  /** Images that most raters found to be no face. `'drop'` (default), or `'ignore'` these votes. */
  notFace?: 'drop' | 'ignore';
  /** Two answers with the most votes: `'drop'` (default) the image, or take the `'first'` class of them. */
  ties?: 'drop' | 'first';
  /** The winner must have more than this share of the votes, 0..1. Default 0; FER+'s majority is 0.5. */
  minShare?: number;
  /** Answers with fewer votes count as none. Default 1; FER+ takes single votes for mistakes: 2. */
  minVotes?: number;
  /** Whether the set gets soft labels, each class's share of the votes, beside the hard ones. Default true. */
  soft?: boolean;
}

/** What the votes say of each image that is kept. */
export interface FerPlusLabels {
  classes: string[];
  /** Which images are kept. */
  kept: number[];
  /** `[kept]` the class with the most votes. */
  labels: Uint8Array;
  /** `[kept, classes]` each class's share of the votes for these classes; rows sum to 1. */
  labelWeights: Float32Array;
  /** Why the others are not, in images. */
  dropped: {
    notFace: number;
    unknown: number;
    contempt: number;
    tie: number;
    noMajority: number;
    noVotes: number;
  };
}

/**
 * Labels from FER+'s votes: the answer with the most votes, and the share of the votes that each class got.
 *
 * ```ts
 * const { labels, labelWeights, dropped } = ferPlusLabels(votes, { minShare: 0.5, contempt: 'keep' });
 * ```
 */
export function ferPlusLabels(
  { votes, splits }: FerPlusVotes,
  {
    contempt = 'drop',
    unknown = 'drop',
    notFace = 'drop',
    ties = 'drop',
    minShare = 0,
    minVotes = 1,
  }: FerPlusOptions = {},
): FerPlusLabels {
  assertOptions({ contempt, unknown, notFace, ties, minShare, minVotes });
  const classes = contempt === 'keep' ? [...FER_CLASSES, 'contempt'] : [...FER_CLASSES];
  const classOf = FER_PLUS_ANSWERS.map((answer) => classIndex(answer, classes) ?? -1);
  // An answer without a class takes part in the count, and where it wins the image is dropped.
  const reasonOf = FER_PLUS_ANSWERS.map((answer) => REASONS[answer as keyof typeof REASONS]);
  const ignored = { notFace: notFace === 'ignore', unknown: unknown === 'ignore', contempt: false };
  const counts = FER_PLUS_ANSWERS.map((_, a) => classOf[a] >= 0 || !ignored[reasonOf[a]]);
  const dropped: FerPlusLabels['dropped'] = {
    notFace: 0,
    unknown: 0,
    contempt: 0,
    tie: 0,
    noMajority: 0,
    noVotes: 0,
  };
  const kept: number[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  splits.forEach((_, row) => {
    const all = [...votes.subarray(row * classOf.length, (row + 1) * classOf.length)];
    const counted = all.map((n, a) => (counts[a] && n >= minVotes ? n : 0));
    const most = Math.max(...counted);
    const total = sum(counted);
    const winners = counted.flatMap((n, a) => (n === most ? [a] : []));
    const winning = winners.map((a) => classOf[a]).filter((k) => k >= 0);
    if (most === 0) return void dropped.noVotes++;
    if (winners.length > 1 && (ties === 'drop' || !winning.length)) return void dropped.tie++;
    if (!winning.length) return void dropped[reasonOf[winners[0]]]++;
    if (most / total <= minShare) return void dropped.noMajority++;
    const shares = new Array<number>(classes.length).fill(0);
    counted.forEach((n, a) => classOf[a] >= 0 && (shares[classOf[a]] += n));
    kept.push(row);
    labels.push(Math.min(...winning));
    weights.push(...shares.map((n) => n / sum(shares)));
  });
  return {
    classes,
    kept,
    labels: Uint8Array.from(labels),
    labelWeights: Float32Array.from(weights),
    dropped,
  };
}

const REASONS = { contempt: 'contempt', unknown: 'unknown', NF: 'notFace' } as const;

/**
 * The images of FER2013 with the labels of FER+, joined row by row: `labels`, `labelWeights` unless `soft` is false,
 * and `ids`, the image names of FER+. Images whose votes give no label are dropped.
 *
 * Throws a `DataError` where the two have not the same rows: their number, or the split of one, differs.
 */
export function joinFerPlus(
  ds: LabelledImages,
  votes: FerPlusVotes,
  options: FerPlusOptions = {},
): LabelledImages {
  const { file, splits, names } = votes;
  const [n] = ds.shape;
  if (splits.length !== n)
    throw new DataError({ file }, `${splits.length} rows of votes (expected ${n}, one an image)`);
  const odd = ds.splits ? splits.findIndex((split, row) => split !== ds.splits![row]) : -1;
  if (odd >= 0)
    throw new DataError(
      { file, column: 'Usage' },
      `${JSON.stringify(splits[odd])} for image ${odd + 1} (expected ${JSON.stringify(ds.splits![odd])}, its split)`,
    );
  const { classes, kept, labels, labelWeights } = ferPlusLabels(votes, options);
  if (!kept.length) throw new DataError({ file }, `none of ${n} images gets a label (expected at least one)`);
  const { images, shape } = ds;
  const chosen = select(
    { images, shape, ...(ds.splits && { splits: ds.splits }), ids: names, classes },
    kept,
  );
  return { ...chosen, labels, ...(options.soft !== false && { labelWeights }) };
}

function assertOptions({ minShare, minVotes, ...choices }: Required<Omit<FerPlusOptions, 'soft'>>): void {
  if (!(minShare >= 0 && minShare < 1))
    throw new RangeError(`invalid minShare: ${minShare} (expected 0 <= share < 1)`);
  if (!Number.isInteger(minVotes) || minVotes < 1)
    throw new RangeError(`invalid minVotes: ${minVotes} (expected an integer 1 or more)`);
  const allowed = {
    contempt: ['drop', 'keep'],
    unknown: ['drop', 'ignore'],
    notFace: ['drop', 'ignore'],
    ties: ['drop', 'first'],
  };
  for (const [key, values] of Object.entries(allowed))
    if (!values.includes(choices[key as keyof typeof choices]))
      throw new RangeError(
        `invalid ${key}: ${choices[key as keyof typeof choices]} (expected ${values.join(' or ')})`,
      );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
