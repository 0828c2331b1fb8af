/**
 * A map from places in the result to places in the image, in pixels about the centres of the two, x to the right and
 * y down: `[a, b, tx, c, d, ty]` takes (x, y) to (a x + b y + tx, c x + d y + ty).
 */
export type Affine = readonly [a: number, b: number, tx: number, c: number, d: number, ty: number];

export const IDENTITY: Affine = [1, 0, 0, 0, 1, 0];

/** `first` after `second`: where `first` takes what `second` gave. */
export function multiply(first: Affine, second: Affine): Affine {
  const [a, b, tx, c, d, ty] = first;
  const [e, f, ux, g, h, uy] = second;
  return [
    a * e + b * g,
    a * f + b * h,
    a * ux + b * uy + tx,
    c * e + d * g,
    c * f + d * h,
    c * ux + d * uy + ty,
  ];
}

export function isIdentity([a, b, tx, c, d, ty]: Affine): boolean {
  return a === 1 && b === 0 && tx === 0 && c === 0 && d === 1 && ty === 0;
}
