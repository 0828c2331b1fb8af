import { assertConsistent, type LabelledImages } from '../labelled-images';

/**
 * One set of all the images, part after part, copied. Every part must have the same height, width, channels and
 * classes, and the same optional arrays; an error says which part differs.
 */
export function concat(parts: readonly LabelledImages[]): LabelledImages {
  const [first] = parts;
  if (!first) throw new RangeError('invalid parts: none (expected at least one set)');
  parts.forEach((part, i) => {
    assertConsistent(part);
    assertAlike(first, part, i);
  });
  const [, h, w, c] = first.shape;
  const join = <T extends Uint8Array | Float32Array>(arrays: T[], to: T): T => {
    let at = 0;
    for (const array of arrays) {
      to.set(array, at);
      at += array.length;
    }
    return to;
  };
  const n = parts.reduce((sum, part) => sum + part.shape[0], 0);
  const k = first.classes.length;
  return {
    images: join(
      parts.map((part) => part.images),
      new Uint8Array(n * h * w * c),
    ),
    shape: [n, h, w, c],
    ...(first.labels && {
      labels: join(
        parts.map((part) => part.labels!),
        new Uint8Array(n),
      ),
    }),
    ...(first.labelWeights && {
      labelWeights: join(
        parts.map((part) => part.labelWeights!),
        new Float32Array(n * k),
      ),
    }),
    ...(first.splits && { splits: parts.flatMap((part) => part.splits!) }),
    ...(first.ids && { ids: parts.flatMap((part) => part.ids!) }),
    classes: first.classes,
  };
}

function assertAlike(first: LabelledImages, part: LabelledImages, i: number): void {
  const image = (ds: LabelledImages) => ds.shape.slice(1).join('x');
  if (image(part) !== image(first))
    throw new RangeError(
      `invalid part ${i}: images of ${image(part)} (expected ${image(first)} as in part 0)`,
    );
  if (JSON.stringify(part.classes) !== JSON.stringify(first.classes))
    throw new RangeError(
      `invalid part ${i}: classes ${part.classes.join(', ')} (expected ${first.classes.join(', ')} as in part 0)`,
    );
  for (const key of ['labels', 'labelWeights', 'splits', 'ids'] as const)
    if (!part[key] !== !first[key])
      throw new RangeError(
        `invalid part ${i}: ${part[key] ? `has ${key}` : `no ${key}`} (expected the same arrays as in part 0)`,
      );
}
