import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { occlusion } from '@fer/explain';
import { inputRange, predict, readModelInfo } from '@fer/models';
import { occlusionMap, type Figure, type FigureOptions } from '@fer/viz';
import type { RunOptions } from '../environment';
import { percent } from '../report/words';
import { imageBatch } from './image-batch';

/** The window's share of the height and of the width. */
const WINDOW = 1 / 6;

/** What hiding each place of one image behind a grey square does to the probability of the predicted class. */
export async function hidingFigure(
  model: tfl.LayersModel,
  image: LabelledImages,
  { signal, theme }: Pick<FigureOptions, 'theme'> & Pick<RunOptions, 'signal'> = {},
): Promise<Figure> {
  const [, h, w, c] = image.shape;
  const { preprocessing } = readModelInfo(model);
  const [black, white] = inputRange(preprocessing);
  const window = [h, w].map((size) => Math.max(1, Math.round(size * WINDOW))) as [number, number];
  const stride = window.map((size) => Math.max(1, Math.round(size / 2))) as [number, number];
  const { probabilities, labels } = await predict(model, imageBatch(image), { signal });
  const { values } = await occlusion(model, imageBatch(image, preprocessing), {
    window,
    stride,
    baseline: (black + white) / 2,
    score: 'probability',
    signal,
  });
  const predicted = image.classes[labels[0]];
  return occlusionMap(
    { data: image.images, shape: [h, w, c] },
    // A window hides all channels of a pixel at once, so they have one value.
    { values: values.filter((_, i) => i % c === 0), shape: [h, w] },
    {
      title: 'What hiding a place does',
      caption: `The first of the faces explained, taken for ${predicted} (${percent(probabilities[labels[0]])}); a grey window moves over it by half its size.`,
      label: `how much the probability of ${predicted} drops`,
      window,
      theme,
    },
  );
}
