/**
 * Sine, exponential and logarithm out of `+ - * /` alone. `Math.sin` and its like may differ in the last bit from
 * engine to engine, and a pixel that was resampled by them with it; IEEE 754 fixes every bit of these. (It fixes
 * `Math.sqrt` too, which every engine leaves to the processor.)
 */

const FACTORIALS = Array.from({ length: 22 }, (_, n) => {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
});

/** `[sine, cosine]` of an angle in degrees, to 1e-15; multiples of 90 degrees exactly. */
export function sinCos(degrees: number): [sine: number, cosine: number] {
  const quarters = Math.round(degrees / 90);
  const x = ((degrees - 90 * quarters) * Math.PI) / 180; // -pi/4 .. pi/4
  // Taylor's series from the last term inwards.
  let sine = 0;
  let cosine = 0;
  for (let n = 19; n >= 1; n -= 2) sine = x / FACTORIALS[n] - sine * x * x;
  for (let n = 18; n >= 0; n -= 2) cosine = 1 / FACTORIALS[n] - cosine * x * x;
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return [sine, cosine];
    case 1:
      return [cosine, -sine];
    case 2:
      return [-sine, -cosine];
    default:
      return [-cosine, sine];
  }
}

/** e to the power of `x`, to a relative 1e-14. */
export function exp(x: number): number {
  if (x < -745) return 0;
  if (x > 709) return Infinity;
  const doublings = Math.round(x / Math.LN2);
  const rest = x - doublings * Math.LN2; // |rest| <= ln(2) / 2
  let sum = 0;
  for (let n = 18; n >= 0; n--) sum = 1 / FACTORIALS[n] + sum * rest;
  for (let k = doublings; k > 0; k--) sum *= 2;
  for (let k = doublings; k < 0; k++) sum /= 2;
  return sum;
}

/** The natural logarithm of `x` > 0, to a relative 1e-14; of 0 it is -Infinity. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  let mantissa = x;
  let doublings = 0;
  for (; mantissa > Math.SQRT2; mantissa /= 2) doublings++;
  for (; mantissa < Math.SQRT1_2; mantissa *= 2) doublings--;
  // ln m = 2 artanh((m - 1) / (m + 1)); the argument is 0.172 at the most.
  const s = (mantissa - 1) / (mantissa + 1);
  let sum = 0;
  for (let n = 25; n >= 1; n -= 2) sum = 1 / n + sum * s * s;
  return doublings * Math.LN2 + 2 * s * sum;
}
