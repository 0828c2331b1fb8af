import { predict, readModelInfo } from '@fer/models';
import { explanationSheet, type Figure, type View } from '@fer/viz';
import { explanationRows } from '../../figures/explanation-rows';
import { imageBatch } from '../../figures/image-batch';
import { saliencyViews } from '../../figures/saliency-views';
import type { Faces } from '../study';
import { chooseFaces, type FigureContext } from './figure-context';

/** Faces beside their saliency maps, and with `masked` also what is left where the map is at least that. */
export async function saliencyFigure(
  { faces, masked }: { faces: Faces; masked?: number },
  context: FigureContext,
): Promise<{ figure: Figure; remark?: string }> {
  const { model, signal } = context;
  const { images, remark } = chooseFaces(faces, context);
  const batch = imageBatch(images, readModelInfo(model).preprocessing);
  const maps = await saliencyViews(model, batch, { signal });
  const columns: View[][] = [maps];
  if (masked !== undefined)
    columns.push(
      maps.map((map) => ({ ...map, name: `at least ${masked}`, display: 'masked', threshold: masked })),
    );
  const rows = explanationRows(images, columns, await predict(model, imageBatch(images), { signal }));
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
