import type { PlainBatch } from '../common/images';
import type { Prepared } from '../common/prepare';

/** Which inputs of a model are perturbed, and their common size. */
export interface ImageInputs {
  size: [h: number, w: number];
  /** Whether each input is an image of that size; the others are left as they are. */
  isImage: boolean[];
}

/** The inputs that are images `[n, h, w, c]` of the size of the first such; throws when there are none. */
export function imageInputs({ inputs }: Pick<Prepared, 'inputs'>): ImageInputs {
  const first = inputs.find(isImageBatch);
  if (!first) {
    const shapes = inputs.map(({ shape }) => `[${shape.join(', ')}]`).join(', ');
    throw new Error(`invalid images: shape ${shapes} (expected [n, h, w, c])`);
  }
  const [, h, w] = first.shape;
  const isImage = inputs.map((input) => isImageBatch(input) && input.shape[1] === h && input.shape[2] === w);
  return { size: [h, w], isImage };
}

const isImageBatch = ({ shape }: PlainBatch) => shape.length === 4;

/** One value a pixel of each image, `[n, h * w]`, as values of every input: 0 where an input is no image. */
export function spreadOverInputs(maps: readonly ArrayLike<number>[], { inputs }: Prepared): Float32Array[] {
  const { isImage } = imageInputs({ inputs });
  return inputs.map(({ data, shape }, input) => {
    const values = new Float32Array(data.length);
    if (!isImage[input]) return values;
    const channels = shape[3];
    const pixels = shape[1] * shape[2];
    for (const [image, map] of maps.entries()) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        const start = (image * pixels + pixel) * channels;
        values.fill(map[pixel], start, start + channels);
      }
    }
    return values;
  });
}
