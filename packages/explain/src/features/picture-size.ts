import type { InputInfo } from '../common/images';
import type { Subject } from '../common/subject';
import type { PictureStart } from './start-pictures';

/** Throws where the model can't be shown one picture, or nothing says what size that has. */
export function checkPicture(
  { inputs }: Subject,
  { size, init }: { size?: readonly number[]; init?: PictureStart },
): void {
  if (inputs.length !== 1) throw new Error(`the model has ${inputs.length} inputs (expected one)`);
  const [{ shape }] = inputs;
  if (shape && shape.length !== 4) {
    throw new Error(
      `the model takes ${list(['n', ...shape.slice(1)])} (expected images [n, h, w, channels])`,
    );
  }
  if (init === undefined || typeof init === 'string') pictureSize(inputs[0], size);
}

/** `[h, w, c]` as the option says or, without it, the model; throws where neither does, and where they disagree. */
export function pictureSize({ shape }: InputInfo, size: readonly number[] | undefined): number[] {
  const own = shape?.slice(1);
  if (size === undefined) {
    const isKnown = own?.every((length) => length !== null);
    if (isKnown) return own;
    throw new Error(
      `the size of the picture is ${own ? list(own) : 'not known'} (expected option size: [h, w, c])`,
    );
  }
  const isList: boolean = Array.isArray(size);
  if (!isList || size.length !== 3 || size.some((length) => !Number.isInteger(length) || length < 1)) {
    throw new Error(`invalid size: ${JSON.stringify(size)} (expected [h, w, c], whole numbers from 1)`);
  }
  if (own?.some((length, axis) => length !== null && length !== size[axis])) {
    throw new Error(`invalid size: ${list(size)} (expected ${list(own)}, as the model takes it)`);
  }
  return [...size];
}

const list = (sizes: readonly (number | string | null)[]) =>
  `[${sizes.map((size) => size ?? '?').join(', ')}]`;
