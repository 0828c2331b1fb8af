import type { LabelledImages } from '@fer/data';
import { imageGrid, type Figure } from '@fer/viz';
import { chooseExamples } from './choose-examples';

const A_CLASS = 8;

/** Some images of every class, chosen by the seed. */
export function sampleFigure(ds: LabelledImages, { seed, title }: { seed: number; title: string }): Figure {
  const samples = chooseExamples(ds, A_CLASS, seed);
  const groups = Array.from(samples.labels ?? [], (label) => ds.classes[label]);
  return imageGrid(
    { data: samples.images, shape: samples.shape },
    { title, columns: A_CLASS, scale: 2, groups },
  );
}
