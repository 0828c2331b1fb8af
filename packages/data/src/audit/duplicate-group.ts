/** Rows that hold the same image. */
export interface DuplicateGroup {
  /** Ascending. */
  rows: number[];
  /** The label of each row; left out when the set has none. */
  labels?: number[];
  /** The split of each row; left out when the set has none. */
  splits?: string[];
  /** The name of each row; left out when the set has none. */
  ids?: string[];
  /** Whether the labels are not all the same. */
  conflicting: boolean;
  /** Whether the splits are not all the same. */
  across: boolean;
}

/** Groups, and how many there are of what. */
export interface Duplicates {
  /** In the order of their first rows. */
  groups: DuplicateGroup[];
  /** Rows beyond the first of each group. */
  extra: number;
  /** Groups whose labels are not all the same. */
  conflicting: number;
  /** Groups whose rows lie in more than one split. */
  across: number;
}

/** Says of groups of rows what labels, splits and names they have. */
export function describeGroups(groups: readonly number[][], columns: RowColumns): Duplicates {
  const described = groups.map((rows) => describe(rows, columns));
  return {
    groups: described,
    extra: described.reduce((sum, { rows }) => sum + rows.length - 1, 0),
    conflicting: described.filter((group) => group.conflicting).length,
    across: described.filter((group) => group.across).length,
  };
}

/** What is known of each row of a set. */
export interface RowColumns {
  labels?: ArrayLike<number>;
  splits?: readonly string[];
  ids?: readonly string[];
}

function describe(rows: number[], { labels, splits, ids }: RowColumns): DuplicateGroup {
  const ownLabels = labels && rows.map((row) => labels[row]);
  const ownSplits = splits && rows.map((row) => splits[row]);
  return {
    rows,
    ...(ownLabels && { labels: ownLabels }),
    ...(ownSplits && { splits: ownSplits }),
    ...(ids && { ids: rows.map((row) => ids[row]) }),
    conflicting: new Set(ownLabels).size > 1,
    across: new Set(ownSplits).size > 1,
  };
}
