import type { PlainBatch } from '../common/images';

/**
 * Images `[n, h, w, c]` blurred by a Gaussian of standard deviation `stdev` in pixels, cut off at three of them, its weights
 * adding up to 1; beyond the edge the last pixel goes on.
 */
export function gaussianBlur({ data, shape }: PlainBatch, stdev: number): PlainBatch {
  const [n, h, w, c] = shape;
  const weights = gaussianWeights(stdev);
  const across = blurAxis(data, { lines: n * h, length: w, stride: c }, weights);
  return { data: blurAxis(across, { lines: n, length: h, stride: w * c }, weights), shape };
}

/** Weights from the middle outwards. */
function gaussianWeights(stdev: number): Float64Array {
  const half = Float64Array.from({ length: Math.ceil(3 * stdev) + 1 }, (_, i) =>
    Math.exp(-((i / stdev) ** 2) / 2),
  );
  const sum = half.reduce((a, b) => a + 2 * b, -half[0]);
  return half.map((weight) => weight / sum);
}

/** Blurs along one axis: `length` positions, `stride` values apart, `lines` times. */
function blurAxis(
  data: Float32Array,
  { lines, length, stride }: { lines: number; length: number; stride: number },
  weights: Float64Array,
): Float32Array {
  const out = new Float32Array(data.length);
  const last = length - 1;
  for (let line = 0; line < lines; line++) {
    const start = line * length * stride;
    for (let i = 0; i < length; i++) {
      for (let k = 0; k < stride; k++) {
        let sum = weights[0] * data[start + i * stride + k];
        for (let d = 1; d < weights.length; d++) {
          const before = data[start + Math.max(0, i - d) * stride + k];
          const after = data[start + Math.min(last, i + d) * stride + k];
          sum += weights[d] * (before + after);
        }
        out[start + i * stride + k] = sum;
      }
    }
  }
  return out;
}
