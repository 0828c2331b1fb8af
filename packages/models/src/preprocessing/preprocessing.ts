import { claheChannel, type ClaheOptions } from './clahe';
import { equalizeChannel } from './equalize';

/**
 * What is done to pixels (0..1) before a model sees them, as data, so that it can be saved with the model and
 * applied again at prediction.
 * - `none`: nothing.
 * - `scale`: `factor x + offset`; 2 and -1 give -1..1.
 * - `standardize`: (x - mean) / std with the training set's mean and standard deviation over all pixels, or a list of each
 *   with one a channel.
 * - `standardizeImage`: (x - mean) / std of each image itself, over all its channels; an image of (nearly) one colour is only
 *   centred: std is 1 / sqrt(values) at the least, as in TensorFlow's `per_image_standardization`.
 * - `equalize`: histogram equalisation of each image, each channel for itself; 0..1 in 256 levels.
 * - `clahe`: the same in tiles, with limited contrast.
 * - `chain`: several, one after the other.
 */
export type Preprocessing =
  | { kind: 'none' }
  | { kind: 'scale'; factor: number; offset: number }
  | { kind: 'standardize'; mean: number | number[]; std: number | number[] }
  | { kind: 'standardizeImage' }
  | { kind: 'equalize' }
  | ({ kind: 'clahe' } & ClaheOptions)
  | { kind: 'chain'; steps: Preprocessing[] };

/**
 * Applies a preprocessing in place to pixels 0..1.
 *
 * @param shape `[n, h, w, c]`, or `[h, w, c]` of each image in the data; needed by what looks at whole images or channels.
 * @throws where the shape is needed and missing or does not fit the data, and on a kind that is not known.
 */
export function preprocess(
  data: Float32Array,
  preprocessing: Preprocessing,
  shape?: readonly number[],
): void {
  switch (preprocessing.kind) {
    case 'none':
      return;
    case 'scale':
      for (let i = 0; i < data.length; i++) data[i] = data[i] * preprocessing.factor + preprocessing.offset;
      return;
    case 'standardize':
      standardize(data, preprocessing, shape);
      return;
    case 'standardizeImage':
      forEachImage(data, preprocessing.kind, shape, standardizeImage);
      return;
    case 'equalize':
      forEachImage(data, preprocessing.kind, shape, (image, [h, w, c]) => {
        for (let k = 0; k < c; k++) equalizeChannel(image, k, c, h * w);
      });
      return;
    case 'clahe':
      forEachImage(data, preprocessing.kind, shape, (image, imageShape) => {
        for (let k = 0; k < imageShape[2]; k++) claheChannel(image, imageShape, k, preprocessing);
      });
      return;
    case 'chain':
      for (const step of preprocessing.steps) preprocess(data, step, shape);
      return;
    default:
      throw new Error(
        `unknown preprocessing: ${JSON.stringify(preprocessing)} (saved by a later version of @fer/models?)`,
      );
  }
}

type ImageShape = [h: number, w: number, c: number];

function standardize(
  data: Float32Array,
  { mean, std }: { mean: number | number[]; std: number | number[] },
  shape: readonly number[] | undefined,
): void {
  if (typeof mean === 'number' && typeof std === 'number') {
    for (let i = 0; i < data.length; i++) data[i] = (data[i] - mean) / std;
    return;
  }
  const [, , c] = imageShapeOf(data, 'standardize by channel', shape);
  const [means, stds] = [mean, std].map((values) =>
    typeof values === 'number' ? Array<number>(c).fill(values) : values,
  );
  if (means.length !== c || stds.length !== c)
    throw new Error(
      `images of ${c} channels do not fit the preprocessing (expected ${Math.max(means.length, stds.length)})`,
    );
  for (let i = 0; i < data.length; i++) data[i] = (data[i] - means[i % c]) / stds[i % c];
}

function standardizeImage(image: Float32Array): void {
  let sum = 0;
  for (const value of image) sum += value;
  const mean = sum / image.length;
  let squares = 0;
  for (const value of image) squares += (value - mean) ** 2;
  const std = Math.max(Math.sqrt(squares / image.length), 1 / Math.sqrt(image.length));
  for (let i = 0; i < image.length; i++) image[i] = (image[i] - mean) / std;
}

function forEachImage(
  data: Float32Array,
  kind: string,
  shape: readonly number[] | undefined,
  change: (image: Float32Array, shape: ImageShape) => void,
): void {
  const imageShape = imageShapeOf(data, kind, shape);
  const size = imageShape[0] * imageShape[1] * imageShape[2];
  for (let at = 0; at < data.length; at += size) change(data.subarray(at, at + size), imageShape);
}

function imageShapeOf(data: Float32Array, kind: string, shape: readonly number[] | undefined): ImageShape {
  if (shape === undefined || shape.length < 3)
    throw new Error(
      `preprocessing ${kind} needs the shape of the images (expected [n, h, w, c] or [h, w, c])`,
    );
  const imageShape = shape.slice(-3) as ImageShape;
  const values = shape.reduce((product, size) => product * size, 1);
  if (shape.length === 3 ? data.length % values !== 0 : data.length !== values)
    throw new Error(
      `images have ${data.length} values (expected those of shape [${shape.join(', ')}] to preprocess)`,
    );
  return imageShape;
}
