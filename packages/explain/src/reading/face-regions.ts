import { checkNames } from '../common/option-checks';
import { checkFiniteShape } from './check-plain';
import { faceRegionNames, faceShapes, type FaceRegionName } from './face-shapes';
import { meanFace, meanFaceSide } from './mean-face';
import { paintShapes, type Point } from './paint-shapes';
import type { Regions } from './regions';

export interface FaceRegionsOptions {
  /** `[h, w]` of the images. Default `[48, 48]`. */
  shape?: readonly [h: number, w: number];
  /**
   * The 68 landmarks of each face in the iBUG order (jaw 0-16, brows 17-26, nose 27-35, eyes 36-47, lips 48-67; dlib, face-api
   * and others give them), `[n, 68, 2]`, or `[68, 2]` for all images: x and y in pixels from the top left corner, also
   * outside the image. Default: the template.
   */
  landmarks?: { data: ArrayLike<number>; shape: readonly number[] };
}

/** Where the parts of faces are. */
export interface FaceRegions extends Regions {
  labels: Int32Array;
  names: readonly FaceRegionName[];
}

/**
 * Brows, eyes, nose, mouth, cheeks and forehead of faces, each pixel one of them or `other` (hair, background, temples,
 * chin, neck): `labels` `[h, w]`, or `[n, h, w]` for the landmarks of `n` faces.
 *
 * Without landmarks it is one template for all images: the landmarks of the mean face of FER2013, stretched from 48x48 to
 * `shape`. It fits images cropped as FER2013's are: eyes at 37 % of the height, from 24 % to 40 % and from 60 % to 76 % of the
 * width, lips from 74 % to 90 % of the height. Single faces stray from it by some pixels: give landmarks where there are any.
 *
 * Around the landmarks, with `d` the distance between the middles of the eyes: brows are what is within 0.1 `d` of their
 * line, eyes, nose and lips their outline and 0.08, 0.08 and 0.07 `d` around it. A cheek lies between jaw, corner of the mouth, nose
 * and eye. The forehead reaches from the brows up, at its highest 0.72 times the distance from the nose's base to the brows. A
 * pixel in several belongs to the first of eyes, brows, mouth, nose, cheeks, forehead.
 *
 * Throws on other shapes, numbers that are not finite and faces without a distance between the eyes.
 *
 * @example
 * const { values, names } = attributionShares(await saliency(model, images), faceRegions());
 */
export function faceRegions(options: FaceRegionsOptions = {}): FaceRegions {
  checkNames(options, ['shape', 'landmarks']);
  const { shape = [meanFaceSide, meanFaceSide], landmarks } = options;
  if (
    !Array.isArray(shape) ||
    shape.length !== 2 ||
    shape.some((side) => !Number.isInteger(side) || side < 1)
  ) {
    throw new Error(`invalid shape: ${JSON.stringify(shape)} (expected [h, w])`);
  }
  const [h, w] = shape as readonly [number, number];
  const faces = landmarks ? readLandmarks(landmarks) : [template(h, w)];
  const labels = new Int32Array(faces.length * h * w);
  for (const [face, points] of faces.entries()) {
    const own = labels.subarray(face * h * w, (face + 1) * h * w);
    paintShapes(own, [h, w], faceShapes(points), faceRegionNames);
  }
  const isOne = landmarks === undefined || landmarks.shape.length === 2;
  return { labels, shape: isOne ? [h, w] : [faces.length, h, w], names: faceRegionNames };
}

function template(h: number, w: number): Point[] {
  return pointsOf(meanFace, 0).map(([x, y]): Point => [(x * w) / meanFaceSide, (y * h) / meanFaceSide]);
}

function readLandmarks(landmarks: NonNullable<FaceRegionsOptions['landmarks']>): Point[][] {
  const { data, shape } = landmarks;
  const [n, count, axes] = shape?.length === 2 ? [1, ...shape] : (shape ?? []);
  if (count !== 68 || axes !== 2 || shape.length > 3) {
    throw new Error(
      `invalid landmarks: shape [${String(shape?.join(', '))}] (expected [n, 68, 2] or [68, 2])`,
    );
  }
  checkFiniteShape('landmarks', data, shape);
  return Array.from({ length: n }, (_, face) => pointsOf(data, face));
}

function pointsOf(data: ArrayLike<number>, face: number): Point[] {
  return Array.from({ length: 68 }, (_, i): Point => [
    data[2 * (face * 68 + i)],
    data[2 * (face * 68 + i) + 1],
  ]);
}
