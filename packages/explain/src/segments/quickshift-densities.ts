import { exponential } from './exponential';

/**
 * How dense the pixels are in colour and place: the sum of `exp(-(|colour|² + |place|²) / (2 kernelSize²))` over the
 * window of `reach` pixels to each side, rounded to millionths. `colours` and the result: `[h, w, 3]`, `[h, w]`.
 */
export function quickshiftDensities(
  colours: Float64Array,
  h: number,
  w: number,
  kernelSize: number,
  reach: number,
): Float64Array {
  const factor = 0.5 / (kernelSize * kernelSize);
  // Each pixel is its own neighbour, at no distance.
  const densities = new Float64Array(h * w).fill(1);
  for (let y = 0; y < h; y++) {
    for (let dy = 0; dy <= Math.min(reach, h - 1 - y); dy++) {
      const across = Math.min(reach, w - 1);
      // A pair of pixels is met once and counts for both.
      for (let dx = dy === 0 ? 1 : -across; dx <= across; dx++) {
        const nearness = Math.exp(-(dx * dx + dy * dy) * factor);
        addPairs(colours, densities, {
          from: y * w + Math.max(0, -dx),
          end: (y + 1) * w - Math.max(0, dx),
          offset: dy * w + dx,
          factor,
          nearness,
        });
      }
    }
  }
  return densities.map((density) => Math.round(density * 1e6));
}

interface RowOfPairs {
  from: number;
  end: number;
  offset: number;
  factor: number;
  nearness: number;
}

function addPairs(colours: Float64Array, densities: Float64Array, pairs: RowOfPairs): void {
  const { from, end, offset, factor, nearness } = pairs;
  for (let i = from; i < end; i++) {
    const j = i + offset;
    const d0 = colours[i * 3] - colours[j * 3];
    const d1 = colours[i * 3 + 1] - colours[j * 3 + 1];
    const d2 = colours[i * 3 + 2] - colours[j * 3 + 2];
    const weight = nearness * exponential((d0 * d0 + d1 * d1 + d2 * d2) * factor);
    densities[i] += weight;
    densities[j] += weight;
  }
}
