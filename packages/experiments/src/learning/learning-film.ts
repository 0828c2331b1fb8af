import type { LabelledImages } from '@fer/data';
import { imageGrid, type Figure } from '@fer/viz';
import type { RunFolder } from '../run-folder';
import { areOf, mapsOfEpoch, type EpochMaps } from './epoch-maps';
import {
  captionsOf,
  epochMapsFigure,
  joined,
  labelsOf,
  learningFacesFigure,
  mapPixels,
  type EpochMapsFigureOptions,
} from './epoch-maps-figure';

/** How a network learned to look: the same faces, epoch by epoch. */
export interface LearningFilm {
  faces: Figure;
  /** The maps of each face, in the same columns. */
  frames: { epoch: number; figure: Figure }[];
  /** The faces and a few of the frames in one figure, for paper. */
  strip: Figure;
}

/** Frames of a film: more make a report heavy. Of more epochs as many, evenly chosen. */
const FRAMES = 30;
const STRIP = 5;

/** The film of the maps that `keepEpochMaps` left in a run folder; none where it left none of these faces. */
export async function learningFilm(
  folder: RunFolder,
  faces: LabelledImages,
  epochs: readonly number[],
  look: EpochMapsFigureOptions = {},
): Promise<LearningFilm | undefined> {
  const kept: EpochMaps[] = [];
  for (const epoch of epochs) {
    const maps = await mapsOfEpoch(folder, epoch);
    if (maps && areOf(maps, faces)) kept.push(maps);
  }
  if (kept.length === 0) return undefined;
  return {
    faces: learningFacesFigure(faces, look),
    frames: evenly(kept, FRAMES).map((maps) => ({
      epoch: maps.epoch,
      figure: epochMapsFigure(maps, faces, look),
    })),
    strip: stripFigure(evenly(kept, STRIP), faces, look),
  };
}

function stripFigure(
  kept: readonly EpochMaps[],
  faces: LabelledImages,
  look: EpochMapsFigureOptions,
): Figure {
  const [n, h, w] = faces.shape;
  const rows = [
    { name: 'The faces', pixels: inColor(faces), captions: labelsOf(faces) },
    ...kept.map((maps) => ({
      name: `After epoch ${maps.epoch}`,
      pixels: mapPixels(maps),
      captions: captionsOf(maps, faces),
    })),
  ];
  return imageGrid(
    { data: joined(rows.map(({ pixels }) => pixels)), shape: [rows.length * n, h, w, 3] },
    {
      ...look,
      title: 'How it learned to look',
      caption:
        'Saliency of the class that is the most probable then, which stands under it; each map by its own range.',
      columns: n,
      groups: rows.flatMap(({ name }) => Array.from({ length: n }, () => name)),
      captions: rows.flatMap(({ captions }) => captions),
    },
  );
}

/** Grey images with three channels that are alike. */
function inColor({ images, shape }: LabelledImages): Uint8Array {
  return shape[3] === 3
    ? images
    : Uint8Array.from({ length: images.length * 3 }, (_, i) => images[Math.floor(i / 3)]);
}

/** At most `count` of them, from the first to the last. */
function evenly<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]);
}
