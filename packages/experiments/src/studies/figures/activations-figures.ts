import type { Figure } from '@fer/viz';
import { activationSheets } from '../../figures/layer-sheets';
import { oneFace, type FigureContext } from './figure-context';

/** Every channel of layers for one face, a sheet a layer: of all that have a height and a width, or of those of a type. */
export async function activationFigures(
  layers: 'all' | { type: string },
  context: FigureContext,
): Promise<{ name: string; figure: Figure }[]> {
  const { model, signal } = context;
  const ofType = (type: string) => model.layers.filter((layer) => layer.getClassName() === type);
  const face = oneFace(context);
  const sheets = await activationSheets(model, face, {
    ...(layers !== 'all' && { layers: ofType(layers.type).map(({ name }) => name) }),
    caption: `For ${face.ids?.[0] ?? 'a face'}, the first face of the part that is measured on.`,
    theme: 'auto',
    signal,
  });
  return sheets.map(({ layer, figure }) => ({ name: layer, figure }));
}
