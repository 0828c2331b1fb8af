/**
 * Each channel of `[h, w, c]` smoothed by a Gaussian of standard deviation `sigma` pixels, cut at four of them; the
 * image goes on mirrored beyond its edges (`c b a | a b c | c b a`). 0 leaves it as it is.
 */
export function gaussianBlur(values: Float64Array, h: number, w: number, sigma: number): Float64Array {
  if (sigma === 0) return values;
  const c = values.length / (h * w);
  const weights = gaussianWeights(sigma);
  return blurAxis(blurAxis(values, h, w * c, weights), w, c, weights);
}

/** The weights of the middle and of one side; those of both sides and the middle add up to 1. */
function gaussianWeights(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const weights = Float64Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp((-0.5 * i * i) / (sigma * sigma)),
  );
  const sum = weights.reduce((total, weight, i) => total + (i === 0 ? 1 : 2) * weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Blurs the middle axis of `[..., size, inner]`. */
function blurAxis(values: Float64Array, size: number, inner: number, weights: Float64Array): Float64Array {
  const blurred = new Float64Array(values.length);
  const radius = weights.length - 1;
  const places = Int32Array.from({ length: size + 2 * radius }, (_, i) => mirrored(i - radius, size) * inner);
  for (let start = 0; start < values.length; start += size * inner) {
    for (let i = 0; i < size; i++) {
      const to = start + i * inner;
      for (let k = 0; k < weights.length; k++) {
        const before = start + places[radius + i - k];
        const after = start + places[radius + i + k];
        // The middle is met from both sides.
        const weight = k === 0 ? weights[0] / 2 : weights[k];
        for (let j = 0; j < inner; j++) blurred[to + j] += weight * (values[before + j] + values[after + j]);
      }
    }
  }
  return blurred;
}

/** The place in `0..size - 1` that a place beyond the edges mirrors. */
function mirrored(i: number, size: number): number {
  const period = 2 * size;
  const inside = ((i % period) + period) % period;
  return inside < size ? inside : period - 1 - inside;
}
