import type { Faithfulness } from '../figures/faithfulness';
import type { Table } from './document';
import { counted } from './words';

/** A row a method, the best by deletion first, then the maps that know nothing of the model. */
export function faithfulnessTable({ rows, metrics }: Faithfulness): Table {
  const order = rows.toSorted(
    (a, b) => Number(a.isBaseline) - Number(b.isBaseline) || (b.gain ?? -Infinity) - (a.gain ?? -Infinity),
  );
  return {
    columns: [
      { title: 'Map' },
      ...metrics.map(({ metric, better }) => ({
        title: `${metric} ${better === 'lower' ? '↓' : '↑'}`,
        isNumber: true,
      })),
    ],
    rows: order.map(({ method, isBaseline, scores, error }) => [
      `${method}${isBaseline ? ' (knows nothing of the model)' : ''}${error === undefined ? '' : `: ${error}`}`,
      ...metrics.map(({ metric }) => valueText(scores[metric]?.mean)),
    ]),
  };
}

/** What the table says, and how far it goes. */
export function faithfulnessSentences({ rows, images }: Faithfulness): string[] {
  const score = (name: string) => rows.find(({ method }) => method === name)?.scores.deletion.mean ?? NaN;
  const methods = rows.filter(({ isBaseline, error }) => !isBaseline && error === undefined);
  const better = (name: string) => methods.filter(({ method }) => score(method) < score(name)).length;
  return [
    `Measured on ${counted(images, 'held-out image')}, the faces above: enough to notice a method that shows nothing, too few to rank those that are close. Deletion sets the pixels to 0, as the model sees it, that a map calls most important, a twenty-fourth of them at a time, and gives the mean probability that is left; insertion brings them back; ROAD replaces them, at five shares, by what lies around them and gives the mean logit. Integrated gradients have 20 steps, SmoothGrad has 10 samples, LIME 200.`,
    `By deletion ${better('random')} of ${methods.length} methods do better than a random map, and ${better('sobel')} better than an edge detector that has never seen the model.`,
  ];
}

function valueText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(3).replace('-', '−');
}
