import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import {
  compareMethods,
  type ComparedMethod,
  type ComparedMetric,
  type MethodComparison,
} from '@fer/explain';
import { readModelInfo } from '@fer/models';
import type { RunOptions } from '../environment';
import { camLayer } from './cam-layer';
import { imageBatch } from './image-batch';

/** How faithful some methods are on some images. */
export interface Faithfulness extends MethodComparison {
  /** Images that it was measured on. */
  images: number;
}

function methodsOf(model: tfl.LayersModel): ComparedMethod[] {
  const layer = camLayer(model);
  return [
    'saliency',
    'inputXGradient',
    { method: 'integratedGradients', options: { steps: 20 } },
    { method: 'smoothGrad', options: { samples: 10 } },
    ...(layer === undefined ? [] : [{ method: 'gradCam' as const, options: { layer } }]),
    { method: 'lime', options: { samples: 200 } },
  ];
}

/** Both curves in 24 steps of as many pixels. */
const METRICS: ComparedMetric[] = [
  { metric: 'deletion', options: { step: 1 / 24 } },
  { metric: 'insertion', options: { step: 1 / 24 } },
  { metric: 'road', options: { shares: [0.1, 0.3, 0.5, 0.7, 0.9] } },
  'sparseness',
];

/** Some methods, a random map and an edge detector on the same images: which of them show what the model uses. */
export async function measureFaithfulness(
  model: tfl.LayersModel,
  images: LabelledImages,
  { signal, onEvent }: Pick<RunOptions, 'signal' | 'onEvent'> = {},
): Promise<Faithfulness> {
  const batch = imageBatch(images, readModelInfo(model).preprocessing);
  const comparison = await compareMethods(model, batch, methodsOf(model), METRICS, {
    signal,
    onProgress: ({ done, total }) =>
      onEvent?.({ type: 'step', name: 'measuring how faithful the maps are', done, total }),
  });
  return { ...comparison, images: images.shape[0] };
}
