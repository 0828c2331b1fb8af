import { layerActivations } from '@fer/explain';
import { readModelInfo } from '@fer/models';
import { activationSheet, type Figure } from '@fer/viz';
import { imageBatch } from '../../figures/image-batch';
import { oneFace, type FigureContext } from './figure-context';

/** Layers that pass their input on. */
const UNCHANGED = ['InputLayer', 'Dropout'];

/** Every channel of layers for one face, a sheet a layer: of all that have a height and a width, or of those of a type. */
export async function activationFigures(
  layers: 'all' | { type: string },
  context: FigureContext,
): Promise<{ name: string; figure: Figure }[]> {
  const { model, signal } = context;
  const chosen = model.layers.filter((layer) => {
    const type = layer.getClassName();
    if (UNCHANGED.includes(type) || (layer.outputShape as number[]).length !== 4) return false;
    return layers === 'all' || layers.type === type;
  });
  const face = oneFace(context);
  const results = await layerActivations(model, imageBatch(face, readModelInfo(model).preprocessing), {
    layers: chosen.map(({ name }) => name),
    signal,
  });
  return results.map(({ layer, values, shape }, i) => ({
    name: layer,
    figure: activationSheet(
      { values, shape },
      {
        title: `${layer} (${chosen[i].getClassName()})`,
        caption: `For ${face.ids?.[0] ?? 'a face'}, the first face of the part that is measured on.`,
      },
    ),
  }));
}
