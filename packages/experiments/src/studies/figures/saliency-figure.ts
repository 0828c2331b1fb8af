import { saliency } from '@fer/explain';
import { predict, readModelInfo } from '@fer/models';
import { explanationSheet, type Figure, type View } from '@fer/viz';
import { imageBatch } from '../../figures/image-batch';
import { maxOverChannels } from '../../figures/max-over-channels';
import type { Faces } from '../study';
import { chooseFaces, type FigureContext } from './figure-context';

/** Faces beside their saliency maps, and with `masked` also what is left where the map is at least that. */
export async function saliencyFigure(
  { faces, masked }: { faces: Faces; masked?: number },
  context: FigureContext,
): Promise<{ figure: Figure; remark?: string }> {
  const { model, signal } = context;
  const { images, remark } = chooseFaces(faces, context);
  const [n, h, w, c] = images.shape;
  const size = h * w * c;
  const batch = imageBatch(images, readModelInfo(model).preprocessing);
  const map = await saliency(model, batch, { signal });
  const { probabilities, shape } = await predict(model, imageBatch(images), { signal });
  const rows = Array.from({ length: n }, (_, i) => {
    const values = maxOverChannels(map.values.subarray(i * size, (i + 1) * size), c);
    const views: View[] = [{ name: 'saliency', values, shape: [h, w] }];
    if (masked !== undefined)
      views.push({ name: `at least ${masked}`, values, shape: [h, w], display: 'masked', threshold: masked });
    return {
      image: { data: images.images.subarray(i * size, (i + 1) * size), shape: [h, w, c] },
      views,
      probabilities: probabilities.subarray(i * shape[1], (i + 1) * shape[1]),
      truth: images.labels?.[i],
      note: images.ids?.[i],
    };
  });
  const cut =
    masked === undefined ? '' : ` Pixels are black where the map, scaled to 0..1, is under ${masked}.`;
  const figure = explanationSheet(rows, {
    classes: images.classes,
    theme: 'auto',
    title: 'Saliency',
    caption: `Size of the gradient of the predicted class’s logit at each pixel.${cut}`,
  });
  return { figure, remark };
}
