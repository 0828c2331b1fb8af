import { select, SPLIT_NAMES, type LabelledImages } from '@fer/data';
import { chooseExamples } from '../figures/choose-examples';

/** Labelled images of which it is known where the label is: what `drawnFaces()` of `@fer/drawn-faces` gives. */
export interface FacesWithTruth extends LabelledImages {
  /** The region of every pixel: `maps` is `[n, h, w]` of indices in `names`. */
  regions: { maps: Uint8Array; names: readonly string[] };
  /** For each image the regions that carry its label. */
  labelRegions: readonly (readonly string[])[];
}

/** Some images and where the answer is in each. */
export interface MaskedImages {
  images: LabelledImages;
  /** `[n, h, w]`, 1 inside. */
  masks: { data: Uint8Array; shape: [number, number, number] };
}

/** The faces at `rows`, with masks of the regions that `regionsOf` names. */
export function withMasks(
  faces: FacesWithTruth,
  rows: readonly number[],
  regionsOf: (row: number) => readonly string[],
): MaskedImages {
  const { maps, names } = faces.regions;
  const [, h, w] = faces.shape;
  const data = new Uint8Array(rows.length * h * w);
  rows.forEach((row, at) => {
    const carries = names.map((name) => regionsOf(row).includes(name));
    for (let i = 0; i < h * w; i++) data[at * h * w + i] = carries[maps[row * h * w + i]] ? 1 : 0;
  });
  return { images: select(faces, rows), masks: { data, shape: [rows.length, h, w] } };
}

/** The mean share of an image that is inside its mask: what a map scores that is the same everywhere. */
export function shareOfArea({ masks: { data } }: MaskedImages): number {
  return data.reduce((sum, inside) => sum + inside, 0) / data.length;
}

/** The labels; throws where there are none. */
export function labelsOf({ labels }: LabelledImages): Uint8Array {
  if (!labels) throw new Error('the faces have no labels (expected one a face)');
  return labels;
}

/** The rows of the test part; all where there is none. */
export function heldOutRows({ splits, shape: [n] }: LabelledImages): number[] {
  return rowsOf(splits, SPLIT_NAMES.test, n);
}

/** Two training images of every class, for methods that compare with some. */
export function backgroundOf(faces: LabelledImages, seed: number): LabelledImages {
  return chooseExamples(select(faces, rowsOf(faces.splits, SPLIT_NAMES.train, faces.shape[0])), 2, seed);
}

function rowsOf(splits: readonly string[] | undefined, names: readonly string[], n: number): number[] {
  const all = Array.from({ length: n }, (_, row) => row);
  const found = all.filter((row) => splits && names.includes(splits[row]));
  return found.length > 0 ? found : all;
}
