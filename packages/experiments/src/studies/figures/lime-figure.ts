import { predict, readModelInfo } from '@fer/models';
import { superpixelSheet, type Figure } from '@fer/viz';
import { imageBatch } from '../../figures/image-batch';
import { limeSuperpixels } from '../../figures/lime-superpixels';
import type { Faces } from '../study';
import { chooseFaces, type FigureContext } from './figure-context';

/** Faces above the superpixels of theirs that LIME finds to speak for the prediction, with label / predicted. */
export async function limeFigure(
  { faces, samples, kept }: { faces: Faces; samples: number; kept: number },
  context: FigureContext,
): Promise<{ figure: Figure; remark?: string }> {
  const { model, seed, signal, onEvent } = context;
  const { images, remark } = chooseFaces(faces, context);
  const [n, h, w, c] = images.shape;
  const size = h * w * c;
  const found = await limeSuperpixels(model, imageBatch(images, readModelInfo(model).preprocessing), images, {
    samples,
    kept,
    seed,
    signal,
    onProgress: ({ done, total }) =>
      onEvent?.({ type: 'step', name: 'explaining by superpixels', done, total }),
  });
  const { labels } = await predict(model, imageBatch(images), { signal });
  const items = Array.from({ length: n }, (_, i) => ({
    image: { data: images.images.subarray(i * size, (i + 1) * size), shape: [h, w, c] },
    segments: found[i].segments,
    keep: found[i].keep,
    truth: images.labels?.[i],
    predicted: labels[i],
    note: `R² ${found[i].r2.toFixed(2)}`,
  }));
  const figure = superpixelSheet(items, {
    classes: images.classes,
    theme: 'auto',
    title: 'LIME: the superpixels that speak for the prediction',
    caption: `Clear: the superpixels, at most ${kept}, that raise the predicted class’s probability most, by a linear model of ${samples} pictures with superpixels hidden at random; R² says how well it fits. Superpixels made for small grey faces: slic, about 49 of them.`,
  });
  return { figure, remark };
}
