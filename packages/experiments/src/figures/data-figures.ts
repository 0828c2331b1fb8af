import { classCounts, type LabelledImages } from '@fer/data';
import { barChart, imageGrid, type Figure, type FigureOptions } from '@fer/viz';
import type { DividedData } from '../divide';
import { chooseExamples } from './choose-examples';

const A_CLASS = 8;

/** Some images of every class, chosen by the seed. */
export function sampleFigure(
  ds: LabelledImages,
  { seed, ...look }: { seed: number } & Pick<FigureOptions, 'title' | 'theme'>,
): Figure {
  const samples = chooseExamples(ds, A_CLASS, seed);
  const groups = samples.labels && Array.from(samples.labels, (label) => ds.classes[label]);
  return imageGrid(
    { data: samples.images, shape: samples.shape },
    { ...look, columns: A_CLASS, scale: 2, groups },
  );
}

/** How many images each class has in each part. */
export function balanceFigure(
  { train, validation, heldOut, heldOutName }: DividedData,
  look: Pick<FigureOptions, 'theme'> = {},
): Figure {
  const parts: [string, LabelledImages][] = [
    ['training', train],
    ['validation', validation],
  ];
  if (heldOut !== validation) parts.push([heldOutName, heldOut]);
  return barChart(
    { labels: train.classes, series: parts.map(([name, ds]) => ({ name, values: classCounts(ds) })) },
    { title: 'Images a class', ...look },
  );
}
