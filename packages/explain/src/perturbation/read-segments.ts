import { rowSize } from '../common/images';
import type { Prepared } from '../common/prepare';
import { checkSegmentation } from '../segments/check-segmentation';
import type { PlainImage } from '../segments/plain-image';
import type { Segmentation } from '../segments/segmentation';
import { defaultSegments, pictureOf } from './default-segments';
import { imageInputs } from './image-inputs';

/** One segmentation for all images, or one each; labels alone will do. */
export type Segments = Segmentation | Int32Array | readonly (Segmentation | Int32Array)[];

/** What divides an image `[h, w, c]` into segments, e.g. `slic`. */
export type Segmenter = (image: PlainImage) => Segmentation;

export interface SegmentOptions {
  /** The segments: one segmentation for all images, or one each. */
  segments?: Segments;
  /**
   * What makes the segments of each image `[h, w, c]` where none are given. It gets values of 0..1 (an image that goes
   * beyond is stretched to that range) and 1 or 3 channels (others are averaged). Default `faceSegments` for grey images up to
   * 96 x 96, else quickshift with the settings of the original LIME.
   */
  segmenter?: Segmenter;
}

/** The segmentation of every image, given or made, checked against its size. */
export function readSegments(
  { segments, segmenter = defaultSegments }: SegmentOptions,
  prepared: Prepared,
): Segmentation[] {
  const { n, inputs } = prepared;
  const { size, isImage } = imageInputs(prepared);
  if (segments === undefined) {
    if (typeof segmenter !== 'function') {
      throw new Error(`invalid segmenter: ${typeof segmenter} (expected a function from image to segments)`);
    }
    const { data, shape } = inputs[isImage.indexOf(true)];
    const length = rowSize(shape);
    return Array.from({ length: n }, (_, image) => {
      const own = { data: data.slice(image * length, (image + 1) * length), shape: shape.slice(1) };
      return checkSegmentation(segmenter(pictureOf(own)), size);
    });
  }
  if (!Array.isArray(segments)) {
    return new Array<Segmentation>(n).fill(checkSegmentation(segments as Segmentation | Int32Array, size));
  }
  if (segments.length !== n) {
    throw new Error(
      `invalid segments: ${segments.length} segmentations (expected one, or ${n}: one an image)`,
    );
  }
  return (segments as (Segmentation | Int32Array)[]).map((one) => checkSegmentation(one, size));
}

/** One value a segment as one a pixel. */
export function toPixels(values: ArrayLike<number>, { labels }: Segmentation): Float32Array {
  return Float32Array.from(labels, (label) => values[label]);
}
