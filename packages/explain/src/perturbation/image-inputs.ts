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

/**
 * Says of a model of several inputs which are hidden together, so that each holds the effect of all of them, and which are
 * left as they are.
 */
export function inputWarnings({ inputs, subject }: Pick<Prepared, 'inputs' | 'subject'>): string[] {
  const { isImage } = imageInputs({ inputs });
  const those = (hidden: boolean) =>
    subject.inputs.filter((_, i) => isImage[i] === hidden).map(({ name }) => `'${name}'`);
  const [together, left] = [those(true), those(false)];
  return [
    ...(together.length > 1
      ? [`inputs ${listed(together)} are hidden at the same places together: each has the joint effect`]
      : []),
    ...(left.length === 1 ? [`input ${left[0]} is left as it is: its values are 0`] : []),
    ...(left.length > 1 ? [`inputs ${listed(left)} are left as they are: their values are 0`] : []),
  ];
}

const listed = (names: readonly string[]) => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

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
