import { assertConsistent, type LabelledImages } from '../labelled-images';
import { auditLabels, type LabelProblems } from './audit-labels';
import { blankImages } from './blank-images';
import { describeGroups, type Duplicates } from './duplicate-group';
import { rowsByImage } from './exact-duplicates';
import { NEAR, nearDuplicates, type NearOptions } from './near-duplicates';

export interface AuditOptions extends NearOptions {
  /** An image is blank when its brightest and darkest value differ by at most this, 0..255. Default 4. */
  blankRange?: number;
}

/** What `auditDataset` finds; plain data. Rows are those of the set, from 0. */
export interface DatasetAudit extends LabelProblems {
  /** Images. */
  count: number;
  shape: [n: number, h: number, w: number, c: number];
  classes: string[];
  /** Images a class; those without a usable label are in no class. */
  classCounts: number[];
  /** The same of each split, in order of appearance; empty for a set without splits. */
  splits: { name: string; count: number; classCounts: number[] }[];
  /** Rows of images that show nothing. */
  blank: number[];
  /** The same image, pixel for pixel, more than once. */
  exact: Duplicates;
  /**
   * Different images that look nearly the same. Their rows include exact copies; `extra` counts only images that are
   * not exact copies of others in the group. `complete` is false where so many images look alike that not all were
   * compared.
   */
  near: Duplicates & Required<NearOptions> & { complete: boolean };
}

/**
 * What one should know of a data set before training on it: blank images, exact and near duplicates, copies under
 * different labels or in two splits, impossible and missing labels, class balance.
 *
 * ```ts
 * const { exact, blank } = auditDataset(ds);
 * console.log(`${exact.extra} copies, ${exact.across} images in two splits, ${blank.length} blank`);
 * ```
 *
 * A second or two for 30,000 images of 48 x 48; see `nearDuplicates` for how the near ones are found.
 *
 * @throws `RangeError` on an option out of range or a set whose arrays do not fit its shape. Never on bad labels.
 */
export function auditDataset(
  ds: LabelledImages,
  { blankRange = 4, distance = NEAR.distance, similarity = NEAR.similarity }: AuditOptions = {},
): DatasetAudit {
  assertConsistent(ds);
  if (!(blankRange >= 0 && blankRange <= 255))
    throw new RangeError(`invalid blankRange: ${blankRange} (expected 0..255)`);
  const { classOf, ...problems } = auditLabels(ds);
  const columns = { ...ds, labels: ds.labels ?? (ds.labelWeights && classOf) };
  const images = rowsByImage(ds);
  const exact = images.filter((rows) => rows.length > 1);
  const { groups, complete } = nearDuplicates(ds, { distance, similarity }, images);
  const near = describeGroups(groups, columns);
  const firsts = new Set(images.map(([first]) => first));
  const different = near.groups.map(({ rows }) => rows.filter((row) => firsts.has(row)).length);
  return {
    count: ds.shape[0],
    shape: [...ds.shape],
    classes: [...ds.classes],
    ...balance(ds, classOf),
    blank: blankImages(ds, blankRange),
    ...problems,
    exact: describeGroups(exact, columns),
    near: {
      ...near,
      extra: different.reduce((sum, count) => sum + count - 1, 0),
      distance,
      similarity,
      complete,
    },
  };
}

function balance(
  { splits = [], classes }: LabelledImages,
  classOf: Int16Array,
): Pick<DatasetAudit, 'classCounts' | 'splits'> {
  const empty = () => new Array<number>(classes.length).fill(0);
  const all = empty();
  const parts = new Map<string, DatasetAudit['splits'][number]>();
  classOf.forEach((label, row) => {
    if (label >= 0) all[label]++;
    const name = splits[row];
    if (name === undefined) return;
    let part = parts.get(name);
    if (!part) parts.set(name, (part = { name, count: 0, classCounts: empty() }));
    part.count++;
    if (label >= 0) part.classCounts[label]++;
  });
  return { classCounts: all, splits: [...parts.values()] };
}
