/** Rows that hold the same image. */
export interface DuplicateGroup {
  /** Ascending. */
  rows: number[];
  /** The label of each row; left out when the set has none. */
  labels?: number[];
  /** The split of each row; left out when the set has none. */
  splits?: string[];
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

/** Says of groups of rows what labels and splits they have. */
export function describeGroups(
  groups: readonly number[][],
  labels: ArrayLike<number> | undefined,
  splits: readonly string[] | undefined,
): Duplicates {
  const described = groups.map((rows): DuplicateGroup => {
    const own = {
      labels: labels && rows.map((row) => labels[row]),
      splits: splits && rows.map((row) => splits[row]),
    };
    return {
      rows,
      ...(own.labels && { labels: own.labels }),
      ...(own.splits && { splits: own.splits }),
      conflicting: new Set(own.labels).size > 1,
      across: new Set(own.splits).size > 1,
    };
  });
  return {
    groups: described,
    extra: described.reduce((sum, { rows }) => sum + rows.length - 1, 0),
    conflicting: described.filter((group) => group.conflicting).length,
    across: described.filter((group) => group.across).length,
  };
}
