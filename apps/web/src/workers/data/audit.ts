import { auditDataset, classMeans, type DatasetAudit } from '@fer/data';
import { imageGrid, type Figure } from '@fer/viz';
import { openData } from '../../library/data-sets';

/** Rows of a group of copies that are told of. */
const ROWS = 16;
/** Groups of each kind that are told of: the largest. */
const GROUPS = 24;

/** Images that are the same, or nearly. */
export interface Copies {
  rows: number[];
  /** The class and the part of each row. */
  captions: string[];
  /** Rows of the whole group, of which `rows` are the first. */
  size: number;
  /** They have different labels. */
  conflicting: boolean;
  /** They stand in different parts. */
  across: boolean;
}

/** What an audit found, short enough to be shown. */
export interface AuditReport extends Pick<
  DatasetAudit,
  'count' | 'blank' | 'unlabelled' | 'outOfRange' | 'badWeights'
> {
  exact: CopiesFound;
  near: CopiesFound & Pick<DatasetAudit['near'], 'complete' | 'similarity'>;
}

export interface CopiesFound {
  groups: number;
  /** Images beyond the first of each group. */
  extra: number;
  conflicting: number;
  across: number;
  /** Those with different labels first, then the largest. */
  largest: Copies[];
}

const done = new Map<string, AuditReport>();

/** Audits a set; a second or two for 30,000 images, once. */
export async function auditOf(id: string): Promise<AuditReport> {
  const found = done.get(id);
  if (found) return found;
  const data = await openData(id);
  const { classes } = data;
  const { exact, near, count, blank, unlabelled, outOfRange, badWeights } = auditDataset(data);
  const report = {
    ...{ count, blank, unlabelled, outOfRange, badWeights },
    exact: shorten(exact, classes),
    near: { ...shorten(near, classes), complete: near.complete, similarity: near.similarity },
  };
  done.set(id, report);
  return report;
}

function shorten(
  { groups, extra, conflicting, across }: DatasetAudit['exact'],
  classes: readonly string[],
): CopiesFound {
  const largest = groups
    .toSorted((a, b) => Number(b.conflicting) - Number(a.conflicting) || b.rows.length - a.rows.length)
    .slice(0, GROUPS)
    .map((group) => ({
      rows: group.rows.slice(0, ROWS),
      captions: group.rows
        .slice(0, ROWS)
        .map((_, i) =>
          [group.labels && classes[group.labels[i]], group.splits?.[i]].filter(Boolean).join(', '),
        ),
      size: group.rows.length,
      conflicting: group.conflicting,
      across: group.across,
    }));
  return { groups: groups.length, extra, conflicting, across, largest };
}

/** The mean image of each class that has any; undefined of a set without labels. */
export async function meanFaces(id: string): Promise<Figure | undefined> {
  const data = await openData(id);
  if (!data.labels && !data.labelWeights) return undefined;
  const { data: means, shape, counts } = classMeans(data);
  const size = shape[1] * shape[2] * shape[3];
  const present = data.classes.map((_, k) => k).filter((k) => counts[k] > 0);
  const pixels = new Float32Array(present.length * size);
  present.forEach((k, i) => pixels.set(means.subarray(k * size, (k + 1) * size), i * size));
  return imageGrid(
    { data: pixels, shape: [present.length, ...shape.slice(1)] },
    { theme: 'auto', title: '', columns: 4, captions: present.map((k) => data.classes[k]) },
  );
}
