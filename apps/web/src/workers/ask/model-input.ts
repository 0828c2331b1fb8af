import { resizeImage, toGrey, toRgb } from '@fer/data';
import { preprocess, type ImageBatch } from '@fer/models';
import type { OpenedModel } from './open-model';

/** Images (0..1) at the size and with the channels that a model takes; those that fit stay as they are. */
export function fitImages(
  { data, shape }: ImageBatch,
  { inputShape }: Pick<OpenedModel, 'inputShape'>,
): ImageBatch {
  const [n, h, w, c] = shape;
  // A size that the model leaves open is the image's.
  const [height, width, channels] = inputShape.map((size, i) => size ?? shape[i + 1]);
  if (height === h && width === w && channels === c) return { data, shape };
  const size = h * w * c;
  const fitted = new Float32Array(n * height * width * channels);
  for (let i = 0; i < n; i++) {
    const bytes = Uint8ClampedArray.from(data.subarray(i * size, (i + 1) * size), (value) => value * 255);
    const picture = { data: bytes, width: w, height: h, channels: c as 1 | 3 };
    const tinted = channels === 1 ? toGrey(picture) : toRgb(picture);
    const resized = resizeImage(tinted, [height, width]);
    fitted.set(
      Float32Array.from(resized, (value) => value / 255),
      i * resized.length,
    );
  }
  return { data: fitted, shape: [n, height, width, channels] };
}

/** Images (0..1) as a model sees them: fitted and preprocessed. */
export function modelInput(
  images: ImageBatch,
  opened: Pick<OpenedModel, 'inputShape' | 'preprocessing'>,
): ImageBatch {
  const { data, shape } = fitImages(images, opened);
  const seen = Float32Array.from(data);
  preprocess(seen, opened.preprocessing, shape);
  return { data: seen, shape };
}
