/**
 * `base` to a whole power >= 0 by multiplications alone, which are the same to the bit everywhere; Math.pow may differ
 * in its last bit between JavaScript engines.
 */
export function integerPower(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
