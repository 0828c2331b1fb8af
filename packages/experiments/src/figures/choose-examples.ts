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
  const order = Array.from(permutation(shape[0], seed));
  return select(
    ds,
    classes.flatMap((_, k) => order.filter((i) => labels[i] === k).slice(0, perClass)),
  );
}
