import { batches, type Augmentation, type Batch, type LabelledImages } from '@fer/data';
import { chooseExamples } from '@fer/experiments';
import { imageGrid, type Figure } from '@fer/viz';

const DRAWS = 8;
/** A smaller share of a mixed image's label is not named. */
const LEAST_SHARE = 0.005;

/**
 * What an augmentation makes of some images: a row an image, one of each class, the original first and then what so many
 * epochs would train on. Images come through `batches`, so that mixed ones look as they are trained on, too.
 *
 * @throws where the augmentation does not fit the images.
 */
export function augmentSheet(
  ds: LabelledImages,
  augmentation: Augmentation,
  { seed }: { seed: number },
): Figure {
  const examples = chooseExamples(ds, 1, seed);
  const n = examples.shape[0];
  // Nothing is done by label, but batches have one.
  const labels = examples.labels ?? new Uint8Array(n);
  const draw = (epoch: number, augment?: Augmentation): Batch => {
    const options = { batchSize: n, seed, epoch, shuffle: false, ...(augment && { augment }) };
    return [...batches({ ...examples, labels }, options)][0];
  };
  const columns = [draw(0), ...Array.from({ length: DRAWS }, (_, epoch) => draw(epoch, augmentation))];
  const hasNames = examples.labels !== undefined || examples.labelWeights !== undefined;
  const captions = Array.from({ length: n }, (_, image) =>
    columns.map((batch, column) => {
      if (!hasNames) return '';
      const mixed = column > 0 && batch.labelWeights;
      if (mixed) return sharesOf(mixed, image, ds.classes);
      return column === 0 ? ds.classes[batch.labels[image]] : '';
    }),
  );
  return imageGrid(inRows(columns), {
    title: 'Augmented images',
    caption: `Originals in the first column, beside each ${DRAWS} draws of ${augmentation.spec.map(({ name }) => name).join(', ')}.`,
    columns: columns.length,
    captions: captions.flat(),
  });
}

/** The classes in a mixed label, heaviest first. */
function sharesOf(weights: Float32Array, image: number, classes: string[]): string {
  return classes
    .map((name, k) => ({ name, share: weights[image * classes.length + k] }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, 2)
    .map(({ name, share }) => `${name} ${Math.round(100 * share)} %`)
    .join('\n');
}

/** Image after image, each in all columns; the smaller ones in the middle of a white frame. */
function inRows(columns: Batch[]): { data: Float32Array; shape: number[] } {
  const [n, , , c] = columns[0].shape;
  const h = Math.max(...columns.map(({ shape }) => shape[1]));
  const w = Math.max(...columns.map(({ shape }) => shape[2]));
  const data = new Float32Array(n * columns.length * h * w * c).fill(1);
  columns.forEach(({ data: from, shape: [, height, width] }, column) => {
    const [top, left] = [Math.floor((h - height) / 2), Math.floor((w - width) / 2)];
    for (let image = 0; image < n; image++)
      for (let y = 0; y < height; y++) {
        const start = (image * height + y) * width * c;
        const to = (((image * columns.length + column) * h + top + y) * w + left) * c;
        data.set(from.subarray(start, start + width * c), to);
      }
  });
  return { data, shape: [n * columns.length, h, w, c] };
}
