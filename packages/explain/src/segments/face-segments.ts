import { checkNames, checkPositive, checkWhole } from '../common/option-checks';
import { imageSize, type PlainImage } from './plain-image';
import type { Segmentation } from './segmentation';
import { slic } from './slic';

export interface FaceSegmentsOptions {
  /** About how many segments. Default 49, seven to a side, or as many as leave each nine pixels. */
  nSegments?: number;
  /** How much place counts against colour, as in {@link slic}. Default 20. */
  compactness?: number;
}

/**
 * Segments for an image that is filled by one face, also a small grey one (48x48), on which the usual defaults find one
 * to three: compact ones about as large as an eye, that follow brows, eyes, nose and mouth.
 *
 * It is {@link slic} with 49 segments, compactness 20 and a smoothing of 0.7 pixels on 48x48 that grows with the image,
 * `0.7 sqrt(h w) / 48`. These were chosen on the training faces of drawn faces whose regions are known. On 280 of its
 * test faces, by how well whole segments can cover brows, eyes, nose, mouth and the rest (share of pixels right / mean
 * intersection over union of the four parts / share of the parts' outlines within a pixel of a segment's):
 * this 94.3 % / 0.46 / 90 % with 36-50 segments, a 7x7 grid 91.8 % / 0.31 / 67 %, slic with its own defaults for 50 segments
 * 92.5 % / 0.32 / 85 % with 20-46, LIME's quickshift 90.4 % / 0.04 / 28 % with 1-5.
 *
 * The image is `[h, w, c]` or `[1, h, w, c]`, 0..1, of any size. Throws on an image or option that is not as said.
 *
 * @example
 * const { labels, count } = faceSegments({ data, shape: [48, 48, 1] });
 */
export function faceSegments(image: PlainImage, options: FaceSegmentsOptions = {}): Segmentation {
  const [h, w] = imageSize(image);
  const { nSegments = Math.min(49, Math.ceil((h * w) / 9)), compactness = 20 } = options;
  checkNames(options, ['nSegments', 'compactness']);
  checkWhole({ nSegments }, 1);
  checkPositive({ compactness });
  return slic(image, { nSegments, compactness, sigma: (0.7 * Math.sqrt(h * w)) / 48 });
}
