import { permutation, select, type LabelledImages } from '@fer/data';
import type { Evaluation, LabelledPrediction } from '@fer/train';
import { imageGrid, type Figure, type FigureOptions } from '@fer/viz';
import { percent } from '../report/words';

const PAIRS = 5;
const A_PAIR = 8;

/** Images of the largest confusions, chosen by the seed; none where nothing is confused. */
export function confusedPairsFigure(
  images: LabelledImages,
  { confusion: { topConfusions } }: Evaluation,
  { predicted, probabilities, labels, classes }: LabelledPrediction,
  { seed, ...look }: { seed: number } & Pick<FigureOptions, 'theme'>,
): Figure | undefined {
  const order = Array.from(permutation(labels.length, seed));
  const shown = topConfusions.slice(0, PAIRS).flatMap((pair) => {
    const [actual, taken] = [pair.actual, pair.predicted].map((name) => classes.indexOf(name));
    const group = `${pair.actual} taken for ${pair.predicted}: ${pair.count} of ${Math.round(pair.count / pair.share)} (${percent(pair.share)})`;
    const rows = order.filter((row) => labels[row] === actual && predicted[row] === taken).slice(0, A_PAIR);
    return rows.map((row) => ({ row, group, probability: probabilities[row * classes.length + taken] }));
  });
  if (shown.length === 0) return undefined;
  const chosen = select(
    images,
    shown.map(({ row }) => row),
  );
  return imageGrid(
    { data: chosen.images, shape: chosen.shape },
    {
      ...look,
      title: 'The largest confusions',
      caption: `Up to ${A_PAIR} images of each, chosen by the seed; under them how sure the model is of the wrong class.`,
      columns: A_PAIR,
      groups: shown.map(({ group }) => group),
      captions: shown.map(({ probability }, i) =>
        [percent(probability), chosen.ids?.[i]].filter(Boolean).join('\n'),
      ),
    },
  );
}
