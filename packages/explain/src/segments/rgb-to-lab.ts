/** sRGB primaries to CIE XYZ (IEC 61966-2-1, rounded as usual), each row over its sum: the white of D65. */
const xyzOfRgb = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
];
const white = [0.95047, 1, 1.08883];

const linear = (v: number) => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
const compressed = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);

/**
 * sRGB of 0..1 in CIE L*a*b* (D65, 2 degrees): `L` 0..100, `a` and `b` about -110..110. In this space distances are
 * about as large as they look. `rgb` and the result are `[..., 3]`.
 */
export function rgbToLab(rgb: Float64Array): Float64Array {
  const lab = new Float64Array(rgb.length);
  const [mx, my, mz] = xyzOfRgb.map((row, i) => row.map((m) => m / white[i]));
  for (let i = 0; i < rgb.length; i += 3) {
    const r = linear(rgb[i]);
    const g = linear(rgb[i + 1]);
    const b = linear(rgb[i + 2]);
    const x = compressed(mx[0] * r + mx[1] * g + mx[2] * b);
    const y = compressed(my[0] * r + my[1] * g + my[2] * b);
    const z = compressed(mz[0] * r + mz[1] * g + mz[2] * b);
    lab[i] = 116 * y - 16;
    lab[i + 1] = 500 * (x - y);
    lab[i + 2] = 200 * (y - z);
  }
  return lab;
}
