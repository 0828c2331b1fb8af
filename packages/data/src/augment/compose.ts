import type { Augment } from '../batches';
import { augmentImage } from './augment-image';
import type { Augmentation, AugmentationStep, ImageShape } from './augmentation';
import type { AugmentationSpec } from './augmentation-from';

/**
 * Several augmentations as one, each after the one before it. All that move or stretch the image (`shift`, `flip`,
 * `rotate`, `zoom`, `shear`, crops) multiply into one affine map and so one bilinear resampling, done where the first of
 * them stands: their border, named by any of them, is shared and `'edge'` by default. `mixup` and `cutmix` come last.
 *
 * Functions of your own may be among the parts.
 *
 * Errors: parts that name different borders.
 *
 * ```ts
 * const augment = compose(shift({ x: 0.1, y: 0.1 }), flip(), rotate({ degrees: 15 }), zoom({ by: 0.1 }));
 * for (const batch of batches(ds, { batchSize: 128, seed: 1, augment })) step(batch);
 * ```
 */
export function compose(...parts: readonly (Augmentation | Augment)[]): Augmentation {
  return augmentationOf(parts.flatMap(stepsOf));
}

/** The steps of an augmentation; a function of one's own is one step. */
export function stepsOf(augment: Augmentation | Augment): readonly AugmentationStep[] {
  return 'steps' in augment ? augment.steps : [{ kind: 'image', spec: undefined, apply: augment }];
}

/** An augmentation of these steps. */
export function augmentationOf(steps: readonly AugmentationStep[]): Augmentation {
  const onImage = augmentImage(steps);
  const mixing = steps.find((step) => step.kind === 'batch');
  const call = ((image, shape, random) => {
    if (mixing)
      throw new TypeError(`${mixing.spec.name} mixes the images of a batch (expected batches({ augment }))`);
    return onImage(image, shape, random);
  }) as Augmentation;
  return Object.defineProperties(call, {
    steps: { value: steps },
    spec: { get: () => specOf(steps) },
    outputShape: { value: (shape: Readonly<ImageShape>) => outputShape(steps, shape) },
  });
}

function specOf(steps: readonly AugmentationStep[]): AugmentationSpec[] {
  return steps.map(({ spec }) => {
    if (!spec)
      throw new TypeError('a function of your own has no spec (expected augmentations of @fer/data only)');
    return { ...spec };
  });
}

function outputShape(steps: readonly AugmentationStep[], [h, w, c]: Readonly<ImageShape>): ImageShape {
  const crop = steps.filter((step) => step.kind === 'geometric').findLast((step) => step.size !== undefined);
  return crop?.size ? [crop.size[0], crop.size[1], c] : [h, w, c];
}
