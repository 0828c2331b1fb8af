import { classCounts, select, type LabelledImages } from '@fer/data';
import { barChart, imageGrid, type Figure } from '@fer/viz';
import type { DividedData } from '../divide';
import type { NamedEvaluation } from '../evaluate-run';
import { percent } from '../report/words';
import { chooseExamples } from './choose-examples';

const A_CLASS = 8;

/** Some images of every class, chosen by the seed. */
export function sampleFigure(ds: LabelledImages, { seed, title }: { seed: number; title: string }): Figure {
  const samples = chooseExamples(ds, A_CLASS, seed);
  const groups = samples.labels && Array.from(samples.labels, (label) => ds.classes[label]);
  return imageGrid(
    { data: samples.images, shape: samples.shape },
    { title, columns: A_CLASS, scale: 2, groups },
  );
}

/** How many images each class has in each part. */
export function balanceFigure({ train, validation, heldOut, heldOutName }: DividedData): Figure {
  const parts: [string, LabelledImages][] = [
    ['training', train],
    ['validation', validation],
  ];
  if (heldOut !== validation) parts.push([heldOutName, heldOut]);
  return barChart(
    { labels: train.classes, series: parts.map(([name, ds]) => ({ name, values: classCounts(ds) })) },
    { title: 'Images a class' },
  );
}

/** The images that the model gets most wrong: what they are, what it takes them for and how sure it is. */
export function topLossFigure(images: LabelledImages, { topLosses }: NamedEvaluation): Figure {
  const worst = select(
    images,
    topLosses.map(({ index }) => index),
  );
  return imageGrid(
    { data: worst.images, shape: worst.shape },
    {
      title: 'Most wrong',
      caption: 'The images with the largest loss: label, what the model says and how sure it is.',
      columns: LOSSES_A_ROW,
      captions: topLosses.map(({ label, predicted, probability, id }) =>
        [images.classes[label], `${images.classes[predicted]} ${percent(probability)}`, id]
          .filter(Boolean)
          .join('\n'),
      ),
    },
  );
}

const LOSSES_A_ROW = 9;
