import type * as tfl from '@tensorflow/tfjs-layers';
import { saliency } from '@fer/explain';
import type { ImageBatch } from '@fer/models';
import type { MapView } from '@fer/viz';
import type { RunOptions } from '../environment';
import { maxOverChannels } from './max-over-channels';

/** Saliency of each image as a column of an explanation sheet: of each pixel the largest of its channels. */
export async function saliencyViews(
  model: tfl.LayersModel,
  batch: ImageBatch,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<MapView[]> {
  const { values } = await saliency(model, batch, { signal });
  const [n, h, w, c] = batch.shape;
  const size = h * w * c;
  return Array.from({ length: n }, (_, i) => ({
    name: 'saliency',
    values: maxOverChannels(values.subarray(i * size, (i + 1) * size), c),
    shape: [h, w],
  }));
}
