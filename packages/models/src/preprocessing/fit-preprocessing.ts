import type { ClaheOptions } from './clahe';
import { preprocess, type Preprocessing } from './preprocessing';

const DEFAULT_CLAHE: ClaheOptions = { clipLimit: 2, tiles: 4 };

/** What a preprocessing is called before it has seen any data. */
export type PreprocessingName = 'none' | 'scale' | 'standardize' | 'standardizeImage' | 'equalize' | 'clahe';

const NAMES: PreprocessingName[] = ['none', 'scale', 'standardize', 'standardizeImage', 'equalize', 'clahe'];

/** The names that `fitPreprocessing` knows. */
export function preprocessingNames(): PreprocessingName[] {
  return [...NAMES];
}

/**
 * The preprocessing of this name, or of these one after the other, for a model trained on these images. Only
 * `standardize` looks at them: give it the training part alone.
 *
 * `scale` is to -1..1, `clahe` has `clipLimit` 2 and 4 x 4 tiles; `standardize` of images with several channels has a mean
 * and standard deviation a channel. A preprocessing that is whole already may stand for a name.
 *
 * @param images `[n, h, w, c]`, 0..255.
 * @throws on an unknown name, and where there are no images for `standardize`.
 * @example
 * const preprocessing = fitPreprocessing(['equalize', 'standardize'], training);
 * await saveModel(model, store, { preprocessing });
 */
export function fitPreprocessing(
  recipe: PreprocessingName | Preprocessing | readonly (PreprocessingName | Preprocessing)[],
  { images, shape }: { images: Uint8Array; shape: readonly [n: number, h: number, w: number, c: number] },
): Preprocessing {
  const names = Array.isArray(recipe)
    ? (recipe as readonly (PreprocessingName | Preprocessing)[])
    : [recipe as PreprocessingName | Preprocessing];
  const steps: Preprocessing[] = [];
  for (const name of names) {
    const step = typeof name === 'string' ? stepOf(name, images, shape, steps) : name;
    if (step.kind !== 'none') steps.push(step);
  }
  if (steps.length === 0) return { kind: 'none' };
  return steps.length === 1 ? steps[0] : { kind: 'chain', steps };
}

function stepOf(
  name: PreprocessingName,
  images: Uint8Array,
  shape: readonly [number, number, number, number],
  before: Preprocessing[],
): Preprocessing {
  switch (name) {
    case 'none':
    case 'standardizeImage':
    case 'equalize':
      return { kind: name };
    case 'scale':
      return { kind: name, factor: 2, offset: -1 };
    case 'clahe':
      return { kind: name, ...DEFAULT_CLAHE };
    case 'standardize':
      return before.length === 0 && shape[3] === 1
        ? fitStandardization(images)
        : fitChannels(images, shape, before);
    default:
      throw new Error(`unknown preprocessing: ${String(name)} (expected one of ${NAMES.join(', ')})`);
  }
}

/** The `standardize` preprocessing of a training set, one mean and deviation for all; images are 0..255. */
export function fitStandardization(images: Uint8Array): Preprocessing {
  if (images.length === 0)
    throw new Error('no pixels to fit a standardization on (expected at least one image)');
  let sum = 0;
  let squares = 0;
  for (const value of images) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / images.length;
  const std = Math.sqrt(Math.max(0, squares / images.length - mean * mean));
  // A set of one single colour has nothing to scale by.
  return { kind: 'standardize', mean: mean / 255, std: std > 0 ? std / 255 : 1 };
}

/** The same with one mean and deviation a channel, of what the steps before make of the images. */
function fitChannels(
  images: Uint8Array,
  [n, h, w, c]: readonly [number, number, number, number],
  before: Preprocessing[],
): Preprocessing {
  if (n === 0) throw new Error('no pixels to fit a standardization on (expected at least one image)');
  const size = h * w * c;
  const sums = new Float64Array(c);
  const squares = new Float64Array(c);
  const image = new Float32Array(size);
  // An image at a time: the whole set as float32 would be four times its size.
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < size; p++) image[p] = images[i * size + p] / 255;
    preprocess(image, { kind: 'chain', steps: before }, [h, w, c]);
    for (let p = 0; p < size; p++) {
      sums[p % c] += image[p];
      squares[p % c] += image[p] ** 2;
    }
  }
  const count = n * h * w;
  const means = Array.from(sums, (sum) => sum / count);
  const stds = means.map((mean, k) => {
    const variance = squares[k] / count - mean * mean;
    // Less is the rounding of one single colour.
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return c === 1
    ? { kind: 'standardize', mean: means[0], std: stds[0] }
    : { kind: 'standardize', mean: means, std: stds };
}
