import type { Augmentation } from './augmentation';
import { brightness, type BrightnessOptions } from './brightness';
import { compose } from './compose';
import { contrast, type ContrastOptions } from './contrast';
import { centerCrop, randomCrop, type RandomCropOptions } from './crop';
import { flip, type FlipOptions } from './flip';
import { cutmix, mixup, type MixOptions } from './mix';
import { randomErasing, type RandomErasingOptions } from './random-erasing';
import { rotate, type RotateOptions } from './rotate';
import { shear, type ShearOptions } from './shear';
import { shift, type ShiftOptions } from './shift';
import { zoom, type ZoomOptions } from './zoom';

/** One augmentation as plain JSON: its name and its options. */
export type AugmentationSpec =
  | ({ name: 'shift' } & ShiftOptions)
  | ({ name: 'flip' } & FlipOptions)
  | ({ name: 'rotate' } & RotateOptions)
  | ({ name: 'zoom' } & ZoomOptions)
  | ({ name: 'shear' } & ShearOptions)
  | ({ name: 'randomCrop' } & RandomCropOptions)
  | { name: 'centerCrop'; size: number }
  | ({ name: 'brightness' } & BrightnessOptions)
  | ({ name: 'contrast' } & ContrastOptions)
  | ({ name: 'randomErasing' } & RandomErasingOptions)
  | ({ name: 'mixup' } & MixOptions)
  | ({ name: 'cutmix' } & MixOptions);

type Name = AugmentationSpec['name'];

const GEOMETRIC = ['probability', 'border'];
const AUGMENTATIONS: { [K in Name]: { make: (options: never) => Augmentation; options: string[] } } = {
  shift: { make: shift, options: ['x', 'y', ...GEOMETRIC] },
  flip: { make: flip, options: ['direction', ...GEOMETRIC] },
  rotate: { make: rotate, options: ['degrees', ...GEOMETRIC] },
  zoom: { make: zoom, options: ['by', 'keepAspect', ...GEOMETRIC] },
  shear: { make: shear, options: ['x', 'y', ...GEOMETRIC] },
  randomCrop: { make: randomCrop, options: ['padding', 'size', ...GEOMETRIC] },
  centerCrop: { make: centerCrop, options: ['size'] },
  brightness: { make: brightness, options: ['by', 'probability'] },
  contrast: { make: contrast, options: ['by', 'probability'] },
  randomErasing: { make: randomErasing, options: ['probability', 'area', 'aspect', 'fill'] },
  mixup: { make: mixup, options: ['alpha', 'probability'] },
  cutmix: { make: cutmix, options: ['alpha', 'probability'] },
};

/** The names that `augmentationFrom` knows. */
export function augmentationNames(): Name[] {
  return Object.keys(AUGMENTATIONS) as Name[];
}

/**
 * The augmentation that plain data describe, such as a part of an experiment's JSON; a name alone takes all
 * defaults. `augmentation.spec` is the way back.
 *
 * Errors: names and options that do not exist, and values that the augmentation itself refuses.
 *
 * ```ts
 * const augment = augmentationFrom([{ name: 'shift', x: 0.1, y: 0.1 }, 'flip', { name: 'rotate', degrees: 15 }]);
 * ```
 */
export function augmentationFrom(specs: readonly (AugmentationSpec | Name)[]): Augmentation {
  if (!Array.isArray(specs))
    throw new TypeError(`invalid augmentation: ${describe(specs)} (expected a list of { name, ... })`);
  return compose(...(specs as readonly unknown[]).map(one));
}

function one(spec: unknown): Augmentation {
  const { name, ...options } = (typeof spec === 'string' ? { name: spec } : (spec ?? {})) as {
    name?: unknown;
  };
  if (typeof name !== 'string' || !Object.hasOwn(AUGMENTATIONS, name))
    throw new RangeError(
      `unknown augmentation: ${describe(name ?? spec)} (expected one of ${augmentationNames().join(', ')})`,
    );
  const known = AUGMENTATIONS[name as Name];
  for (const option of Object.keys(options))
    if (!known.options.includes(option))
      throw new RangeError(
        `unknown option of ${name}: ${option} (expected one of ${known.options.join(', ')})`,
      );
  return known.make(options as never);
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
}
