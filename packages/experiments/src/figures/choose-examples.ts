import { permutation, select, type LabelledImages } from '@fer/data';

/**
 * So many images of every class, chosen by the seed, class by class; all there are of a class that has fewer.
 * Without labels, the first ones.
 */
export function chooseExamples(ds: LabelledImages, perClass: number, seed: number): LabelledImages {
  const { labels, shape, classes } = ds;
  if (labels === undefined) {
    return select(
      ds,
      Array.from({ length: Math.min(shape[0], perClass * classes.length) }, (_, i) => i),
    );
  }
  const all = Array.from(labels, (_, row) => row);
  return select(ds, chooseRows({ labels, classes }, all, perClass, seed));
}

/** So many of the rows of every class, chosen by the seed, class by class; all there are of a class that has fewer. */
export function chooseRows(
  { labels, classes }: Pick<LabelledImages, 'labels' | 'classes'>,
  rows: readonly number[],
  perClass: number,
  seed: number,
): number[] {
  const order = Array.from(permutation(rows.length, seed), (i) => rows[i]);
  return classes.flatMap((_, k) => order.filter((row) => labels?.[row] === k).slice(0, perClass));
}
