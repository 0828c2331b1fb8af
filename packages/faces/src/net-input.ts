import { resizeImage, toRgb, type DecodedImage } from '@fer/data';
import { MEAN_RGB } from './face-net-shape';

/** What the network reads, and how its pixels become those of the picture. */
export interface NetInput {
  /** `[size, size, 3]`, the mean taken away. */
  data: Float32Array;
  /** Pixels of the picture to one of the input. */
  scale: { x: number; y: number };
}

/** The picture resized with antialiasing until its longer side is `size`, in the top left corner of a black square. */
export function netInput(picture: DecodedImage, size: number): NetInput {
  const { width, height } = picture;
  const longer = Math.max(width, height);
  const w = Math.max(1, Math.round((width * size) / longer));
  const h = Math.max(1, Math.round((height * size) / longer));
  const small: DecodedImage = {
    ...picture,
    data: resizeImage(picture, [h, w], { fit: 'stretch' }),
    width: w,
    height: h,
  };
  const { data: rgb } = toRgb(small);
  const data = new Float32Array(size * size * 3);
  for (let i = 0; i < data.length; i++) data[i] = -MEAN_RGB[i % 3] / 255;
  for (let y = 0; y < h; y++)
    for (let i = 0; i < w * 3; i++) data[y * size * 3 + i] += rgb[y * w * 3 + i] / 255;
  return { data, scale: { x: width / w, y: height / h } };
}
