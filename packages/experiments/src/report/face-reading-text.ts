import type { FaceReading } from '../figures/face-reading';
import type { Table } from './document';
import { counted } from './words';

/** A row a predicted class, a column a region: how many times what its area would have. */
export function faceReadingTable({ shares }: FaceReading): Table {
  const { names, classes, relative, counts } = shares;
  return {
    columns: [
      { title: 'Taken for' },
      { title: 'Faces', isNumber: true },
      ...names.map((title) => ({ title, isNumber: true })),
    ],
    rows: classes.flatMap((name, k) =>
      counts[k] === 0
        ? []
        : [
            [
              name,
              String(counts[k]),
              ...names.map((_, region) => relative[k * names.length + region].toFixed(2)),
            ],
          ],
    ),
  };
}

/** What the table and the maps are, and what the spread of the maps says. */
export function faceReadingSentences({ entropy, images }: FaceReading): string[] {
  const { correlation, interval, n } = entropy;
  const number = (value: number) => value.toFixed(2).replace('-', '−');
  const [low, high] = interval;
  const clear = low > 0 || high < 0;
  return [
    `The saliency of ${counted(images, 'held-out face')}, drawn by the seed, by regions of the face. The regions are a template for faces cropped as in FER2013; turned or cut-off faces do not fit it. 1 is what a flat map would have there, 2 twice as much.`,
    `Are the maps more spread out where the model is less sure? Spearman’s rank correlation of a map’s entropy with the probability of the predicted class is ${number(correlation)} (95 % interval ${number(low)} to ${number(high)}, ${counted(n, 'face')}): ${clear ? (correlation < 0 ? 'yes, surer answers look at less of the picture' : 'no, surer answers look at more of the picture') : 'it cannot be told from none'}.`,
  ];
}
