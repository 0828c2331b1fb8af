import type * as tfl from '@tensorflow/tfjs-layers';
import { FER_CLASSES, permutation, select, type LabelledImages } from '@fer/data';
import {
  attributionShares,
  entropyAgainstConfidence,
  faceRegions,
  meanMapPerClass,
  meanSharesPerClass,
  saliency,
  type EntropyAgainstConfidence,
  type MeanMaps,
  type MeanShares,
} from '@fer/explain';
import { readModelInfo } from '@fer/models';
import type { LabelledPrediction } from '@fer/train';
import { methodMaps, type Figure, type FigureOptions } from '@fer/viz';
import type { RunOptions } from '../environment';
import { imageBatch } from './image-batch';

/** Where on the face the saliency of many faces lies. */
export interface FaceReading {
  /** Mean share of each region over its area, by predicted class; 1 as in a flat map. */
  shares: MeanShares;
  /** Whether maps are more spread out where the model is less sure. */
  entropy: EntropyAgainstConfidence;
  /** The mean map of each predicted class. */
  figure: Figure;
  /** Faces that were read. */
  images: number;
}

/** Faces that are read at most: the shares of a class then move by a few hundredths with another choice. */
const MOST_FACES = 300;

/** Whether the face template of @fer/explain says anything of the images: it fits faces that are cropped as those of FER2013. */
export function areFerFaces({ shape, classes }: LabelledImages): boolean {
  return shape[1] === 48 && shape[2] === 48 && String(classes) === String(FER_CLASSES);
}

/** Reads the saliency of held-out faces, drawn by the seed, by the regions of the face and by the predicted classes. */
export async function readFaces(
  model: tfl.LayersModel,
  heldOut: LabelledImages,
  { predicted, probabilities, shape: [, columns] }: LabelledPrediction,
  {
    seed,
    theme,
    signal,
    onEvent,
  }: { seed: number } & Pick<FigureOptions, 'theme'> & Pick<RunOptions, 'signal' | 'onEvent'>,
): Promise<FaceReading> {
  const rows = Array.from(permutation(heldOut.shape[0], seed).slice(0, MOST_FACES));
  const faces = select(heldOut, rows);
  const labels = rows.map((row) => predicted[row]);
  const maps = await saliency(model, imageBatch(faces, readModelInfo(model).preprocessing), {
    target: labels,
    signal,
    onProgress: ({ done, total }) =>
      onEvent?.({ type: 'step', name: 'reading where on the face it looks', done, total }),
  });
  const { classes } = heldOut;
  const confidence = rows.map((row, i) => probabilities[row * columns + labels[i]]);
  return {
    shares: meanSharesPerClass(attributionShares(maps, faceRegions()), labels, { classes }),
    entropy: entropyAgainstConfidence(maps, confidence),
    figure: meanMaps(meanMapPerClass(maps, labels, { classes, normalize: true }), faces, theme),
    images: rows.length,
  };
}

/** The mean face, and beside it the mean map of every class that was predicted. */
function meanMaps(
  { values, shape: [, h, w, c], classes, counts }: MeanMaps,
  faces: LabelledImages,
  theme?: FigureOptions['theme'],
): Figure {
  const shown = classes.map((_, k) => k).filter((k) => counts[k] > 0);
  const size = h * w * c;
  const face = new Float32Array(size);
  faces.images.forEach((value, i) => (face[i % size] += value / 255 / faces.shape[0]));
  return methodMaps(
    {
      methods: shown.map((k) => `${classes[k]} (${counts[k]})`),
      rows: [
        {
          image: { data: face, shape: [h, w, c] },
          maps: shown.map((k) => ({ values: values.subarray(k * size, (k + 1) * size), shape: [h, w] })),
        },
      ],
    },
    {
      title: 'Where it looks for each class',
      caption:
        'The mean face, and the mean saliency of the faces taken for each class (how many), each map first divided by its mean.',
      units: 'same',
      theme,
    },
  );
}
