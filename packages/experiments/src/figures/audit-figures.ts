import {
  classMeans,
  hardLabels,
  nameRows,
  permutation,
  select,
  type DatasetAudit,
  type DuplicateGroup,
  type LabelledImages,
} from '@fer/data';
import { barChart, imageGrid, type Figure, type FigureOptions } from '@fer/viz';
import { count } from '../report/words';
import { sampleFigure } from './data-figures';

const A_CLASS = 40;
const COLUMNS = 8;
const GROUPS = 12;
/** Images shown of one group. */
const A_GROUP = 16;
/** More splits than this (folds, say) are one bar together. */
const MOST_SERIES = 6;

export interface AuditFiguresOptions {
  /** What the data are called in titles. */
  name: string;
  /** Chooses the samples. */
  seed: number;
}

/**
 * The pictures of an audit by file name: `balance`, `samples` and `samples-<class>`, `mean-images`, and where there are
 * any `duplicates`, `near-duplicates` and `conflicting-labels`, the largest groups of each. Sets without labels have no balance and means.
 */
export function auditFigures(
  data: LabelledImages,
  audit: DatasetAudit,
  { name, seed }: AuditFiguresOptions,
): Record<string, Figure> {
  const labels = data.labels ?? (data.labelWeights && hardLabels(data));
  const ds = { ...nameRows(data), ...(labels && { labels }) };
  const figures: Record<string, Figure> = {
    samples: sampleFigure(ds, { seed, title: `Samples of ${name}` }),
  };
  if (labels && audit.classCounts.some((n) => n > 0)) {
    figures.balance = balanceOf(audit, name);
    figures['mean-images'] = meanFigure(ds, { title: `The mean image of each class: ${name}` });
    ds.classes.forEach((className, k) => {
      const rows = Array.from(labels.keys()).filter((row) => labels[row] === k);
      if (rows.length > 0) figures[`samples-${k}-${fileName(className)}`] = classSheet(ds, rows, seed);
    });
  }
  for (const [key, { title, groups }] of Object.entries(copiesFound(audit)))
    if (groups.length > 0) figures[key] = groupsFigure(ds, groups, { title });
  return figures;
}

/** The groups of copies that an audit found, by the names of their sheets. */
export function copiesFound({ exact, near }: DatasetAudit) {
  return {
    duplicates: { title: 'The same image more than once', groups: exact.groups },
    'near-duplicates': { title: 'Images that look nearly the same', groups: near.groups },
    'conflicting-labels': {
      title: 'The same image under different labels',
      groups: exact.groups.filter((group) => group.conflicting),
    },
  };
}

function balanceOf({ splits, classes, classCounts, count: images }: DatasetAudit, name: string): Figure {
  const many = splits.length === 0 || splits.length > MOST_SERIES;
  const parts = many ? [{ name: 'all', classCounts }] : splits;
  return barChart(
    { labels: classes, series: parts.map((part) => ({ name: part.name, values: part.classCounts })) },
    { title: `Images a class: ${name}`, caption: `${count(images)} images.` },
  );
}

/** The mean of all images of each class that has any. */
export function meanFigure(ds: LabelledImages, look: Pick<FigureOptions, 'title' | 'theme'>): Figure {
  const { data, shape, counts } = classMeans(ds);
  const size = shape[1] * shape[2] * shape[3];
  const present = ds.classes.map((_, k) => k).filter((k) => counts[k] > 0);
  const means = Float32Array.from(
    { length: present.length * size },
    (_, i) => data[present[Math.floor(i / size)] * size + (i % size)],
  );
  return imageGrid(
    { data: means, shape: [present.length, ...shape.slice(1)] },
    {
      ...look,
      captions: present.map((k) => `${ds.classes[k]}\n${count(counts[k])} images`),
    },
  );
}

/** Some images of one class, in the order of the set. */
function classSheet(ds: LabelledImages, rows: number[], seed: number): Figure {
  const order = permutation(rows.length, seed).slice(0, A_CLASS).sort();
  const samples = select(
    ds,
    Array.from(order, (i) => rows[i]),
  );
  return imageGrid(
    { data: samples.images, shape: samples.shape },
    {
      title: ds.classes[samples.labels![0]],
      caption: `${samples.shape[0]} of ${count(rows.length)} images, chosen at random.`,
      columns: COLUMNS,
      captions: samples.ids,
    },
  );
}

/** The largest groups, a row or more each, every image with its name, label and split. */
export function groupsFigure(
  ds: LabelledImages,
  groups: readonly DuplicateGroup[],
  { most = GROUPS, ...look }: { most?: number } & Pick<FigureOptions, 'title' | 'theme'>,
): Figure {
  const largest = groups
    .toSorted((a, b) => b.rows.length - a.rows.length)
    .slice(0, most)
    .map((group) => ({ heading: headline(group), rows: group.rows.slice(0, A_GROUP) }));
  const images = select(
    ds,
    largest.flatMap(({ rows }) => rows),
  );
  const all = groups.length === 1 ? '1 group.' : `${count(groups.length)} groups.`;
  return imageGrid(
    { data: images.images, shape: images.shape },
    {
      ...look,
      caption: largest.length < groups.length ? `The largest ${largest.length} of ${all}` : all,
      columns: COLUMNS,
      groups: largest.flatMap(({ rows, heading }, i) => rows.map(() => `${i + 1}: ${heading}`)),
      captions: largest.flatMap(({ rows }) => rows.map((row) => captionOf(ds, row))),
    },
  );
}

/** Short: it stands over two tiles. */
function headline({ rows, labels, splits, conflicting, across }: DuplicateGroup): string {
  return [
    `${rows.length} images${rows.length > A_GROUP ? ` (${A_GROUP} shown)` : ''}`,
    conflicting && `${new Set(labels).size} labels`,
    across && `${new Set(splits).size} splits`,
  ]
    .filter(Boolean)
    .join(', ');
}

function captionOf({ ids, labels, splits, classes }: LabelledImages, row: number): string {
  const label = labels && (classes[labels[row]] ?? `label ${labels[row]}`);
  return [label, ids?.[row], splits?.[row]].filter(Boolean).join('\n');
}

/** What may stand in a file's name everywhere. */
function fileName(className: string): string {
  return className.replace(/[^\p{L}\p{N}_-]+/gu, '-');
}
