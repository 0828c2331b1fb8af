import { IDENTITY, isIdentity, multiply, type Affine } from './affine';
import { affineSample, type Border } from './affine-sample';
import type { AugmentationStep, GeometricStep, ImageShape, ImageStep, Random } from './augmentation';

type ImageFunction = (image: Float32Array, shape: ImageShape, random: Random) => Float32Array;

/**
 * The function that does all steps but those of whole batches. The geometric ones become one map, and one
 * resampling, where the first of them stands; the others keep their order around it.
 */
export function augmentImage(steps: readonly AugmentationStep[]): ImageFunction {
  const geometric = steps.filter((step) => step.kind === 'geometric');
  const first = steps.findIndex((step) => step.kind === 'geometric');
  const isImageStep = (step: AugmentationStep) => step.kind === 'image';
  const before = steps.slice(0, Math.max(0, first)).filter(isImageStep);
  const after = steps.slice(Math.max(0, first)).filter(isImageStep);
  const border = sharedBorder(geometric);
  return (image, shape, random) => {
    let current = applyAll(before, image, shape, random);
    let [h, w] = shape;
    if (geometric.length > 0) {
      let map: Affine = IDENTITY;
      for (const step of geometric) {
        const drawn = step.draw(random, [h, w]);
        if (drawn) map = multiply(map, drawn);
        if (step.size) [h, w] = step.size;
      }
      if (!isIdentity(map) || h !== shape[0] || w !== shape[1])
        current = affineSample(current, shape, map, { border, size: [h, w] });
    }
    return applyAll(after, current, [h, w, shape[2]], random);
  };
}

function applyAll(steps: ImageStep[], image: Float32Array, shape: ImageShape, random: Random): Float32Array {
  let current = image;
  for (const step of steps) {
    const result = step.apply(current, shape, random) ?? current;
    if (result.length !== image.length)
      throw new RangeError(`invalid result of augment: length ${result.length} (expected ${image.length})`);
    current = result;
  }
  return current;
}

/** The border of the one resampling: what the steps that name one agree on. */
function sharedBorder(steps: GeometricStep[]): Border {
  const named = steps.filter((step) => step.border !== undefined);
  const [first] = named;
  const other = named.find((step) => step.border !== first.border);
  if (other)
    throw new RangeError(
      `invalid border of ${other.spec.name}: ${other.border} (expected ${first.border} as in ${first.spec.name}: one resampling has one border)`,
    );
  return first?.border ?? 'edge';
}
