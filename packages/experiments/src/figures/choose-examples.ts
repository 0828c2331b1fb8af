import { permutation, select, type LabelledImages } from '@fer/data';

/** So many images of every class, chosen by the seed, class by class; all there are of a class that has fewer. */
export function chooseExamples(ds: LabelledImages, perClass: number, seed: number): LabelledImages {
  return select(ds, exampleIndices(ds, perClass, seed));
}

/** The rows that `chooseExamples` takes. */
export function exampleIndices(
  { labels, shape, classes }: LabelledImages,
  perClass: number,
  seed: number,
): number[] {
  if (labels === undefined)
    return Array.from({ length: Math.min(shape[0], perClass * classes.length) }, (_, i) => i);
  const order = Array.from(permutation(shape[0], seed));
  return classes.flatMap((_, k) => order.filter((i) => labels[i] === k).slice(0, perClass));
}
