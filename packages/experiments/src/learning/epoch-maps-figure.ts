import type { LabelledImages } from '@fer/data';
import { imageGrid, mapPicture, type Figure, type FigureOptions } from '@fer/viz';
import { percent } from '../report/words';
import { areOf, type EpochMaps } from './epoch-maps';

export type EpochMapsFigureOptions = Pick<FigureOptions, 'theme'>;

/**
 * A frame of the film of learning: the maps of one epoch side by side, under each what the face was taken for then.
 *
 * @param faces those that the maps are of, as `facesShown` gives them.
 * @throws where the maps are of others.
 * @example
 * const faces = facesShown(divide(data, { seed: spec.seed, ...spec.data }), spec.seed);
 * const frames = (await readEpochMaps(folder)).map((maps) => epochMapsFigure(maps, faces));
 */
export function epochMapsFigure(
  maps: EpochMaps,
  faces: LabelledImages,
  look: EpochMapsFigureOptions = {},
): Figure {
  if (!areOf(maps, faces))
    throw new Error(`maps of ${maps.ids.join(', ')} are not of these faces (expected those of one run)`);
  const [n, h, w] = maps.shape;
  return imageGrid(
    { data: mapPixels(maps), shape: [n, h, w, 3] },
    { ...look, title: `After epoch ${maps.epoch}`, columns: n, captions: captionsOf(maps, faces) },
  );
}

/** The faces of a film in the columns of its frames, with their classes. */
export function learningFacesFigure(faces: LabelledImages, look: EpochMapsFigureOptions = {}): Figure {
  return imageGrid(
    { data: faces.images, shape: faces.shape },
    { ...look, title: 'The faces', columns: faces.shape[0], captions: labelsOf(faces) },
  );
}

/** The class of each face; nothing where it is not known. */
export function labelsOf({ shape: [n], labels, classes }: LabelledImages): string[] {
  return Array.from({ length: n }, (_, i) => (labels ? classes[labels[i]] : ''));
}

/** The maps side by side in colour, `[n, h, w, 3]`. */
export function mapPixels({ shape: [n, h, w], maps }: EpochMaps): Uint8Array {
  const pictures = Array.from({ length: n }, (_, i) => {
    const values = Float32Array.from(maps.subarray(i * h * w, (i + 1) * h * w));
    return mapPicture({ values, shape: [h, w] }, { domain: [0, 255] }).data;
  });
  return joined(pictures);
}

export function captionsOf(
  { predicted, probability }: EpochMaps,
  { labels, classes }: LabelledImages,
): string[] {
  return predicted.map((k, i) => {
    const verdict = labels && (labels[i] === k ? '\ncorrect' : '\nwrong');
    return `${classes[k]} ${percent(probability[i])}${verdict ?? ''}`;
  });
}

/** One after another. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
