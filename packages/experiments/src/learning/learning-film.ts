import type { LabelledImages } from '@fer/data';
import { imageGrid, mapPicture, type Figure, type FigureOptions } from '@fer/viz';
import { percent } from '../report/words';
import type { RunFolder } from '../run-folder';
import { readEpochMaps, type EpochMaps } from './epoch-maps';

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

type Look = Pick<FigureOptions, 'theme'>;

/** The film of the maps that `keepEpochMaps` left in a run folder; none where it left none of these faces. */
export async function learningFilm(
  folder: RunFolder,
  faces: LabelledImages,
  epochs: readonly number[],
  look: Look = {},
): Promise<LearningFilm | undefined> {
  const kept: EpochMaps[] = [];
  for (const epoch of epochs) {
    const maps = await readEpochMaps(folder, epoch, faces.ids ?? []);
    if (maps) kept.push(maps);
  }
  if (kept.length === 0) return undefined;
  const [columns, h, w] = faces.shape;
  const labels = Array.from({ length: columns }, (_, i) =>
    faces.labels ? faces.classes[faces.labels[i]] : '',
  );
  return {
    faces: imageGrid(
      { data: faces.images, shape: faces.shape },
      { ...look, title: 'The faces', columns, captions: labels },
    ),
    frames: evenly(kept, FRAMES).map((maps) => ({
      epoch: maps.epoch,
      figure: imageGrid(
        { data: mapPixels(maps), shape: [columns, h, w, 3] },
        { ...look, title: `After epoch ${maps.epoch}`, columns, captions: captionsOf(maps, faces) },
      ),
    })),
    strip: stripFigure(evenly(kept, STRIP), faces, labels, look),
  };
}

function stripFigure(
  kept: readonly EpochMaps[],
  faces: LabelledImages,
  labels: string[],
  look: Look,
): Figure {
  const [n, h, w] = faces.shape;
  const rows = [
    { name: 'The faces', pixels: inColor(faces), captions: labels },
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

/** The maps side by side in colour, `[n, h, w, 3]`. */
function mapPixels({ shape: [n, h, w], maps }: EpochMaps): Uint8Array {
  const pictures = Array.from({ length: n }, (_, i) => {
    const values = Float32Array.from(maps.subarray(i * h * w, (i + 1) * h * w));
    return mapPicture({ values, shape: [h, w] }, { domain: [0, 255] }).data;
  });
  return joined(pictures);
}

function captionsOf({ predicted, probability }: EpochMaps, { labels, classes }: LabelledImages): string[] {
  return predicted.map((k, i) => {
    const verdict = labels && (labels[i] === k ? '\ncorrect' : '\nwrong');
    return `${classes[k]} ${percent(probability[i])}${verdict ?? ''}`;
  });
}

/** Grey images with three channels that are alike. */
function inColor({ images, shape }: LabelledImages): Uint8Array {
  return shape[3] === 3
    ? images
    : Uint8Array.from({ length: images.length * 3 }, (_, i) => images[Math.floor(i / 3)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** At most `count` of them, from the first to the last. */
function evenly<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.round((i * (all.length - 1)) / (count - 1))]);
}
