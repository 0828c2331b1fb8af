import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import type { ImageBatch } from '@fer/models';
import type { View } from '@fer/viz';
import type { RunOptions } from '../environment';
import { limeSuperpixels } from './lime-superpixels';

/** Superpixels that are left clear in an image. */
const KEPT = 5;

/** LIME of each image as a column of an explanation sheet, and what a caption says of it. */
export async function limeViews(
  model: tfl.LayersModel,
  batch: ImageBatch,
  images: LabelledImages,
  { samples, signal }: { samples: number } & Pick<RunOptions, 'signal'>,
): Promise<{ views: View[]; caption: string }> {
  const found = await limeSuperpixels(model, batch, images, { samples, kept: KEPT, signal });
  const fits = found.map(({ r2 }) => r2).toSorted((a, b) => a - b);
  return {
    views: found.map(({ segments, keep }) => ({ name: 'LIME', segments, keep })),
    caption: `LIME: clear are the at most ${KEPT} superpixels that raise its probability most, by a linear model of ${samples} pictures in which superpixels are hidden at random (R² ${fits[0].toFixed(2)} to ${fits[fits.length - 1].toFixed(2)}).`,
  };
}
