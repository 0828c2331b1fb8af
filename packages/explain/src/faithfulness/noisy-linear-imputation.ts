/** Of the eight neighbours of a pixel: offset and weight, a sixth for the near four, a twelfth for the corners. */
const neighbours = [-1, 0, 1].flatMap((dy) =>
  [-1, 0, 1]
    .filter((dx) => dy !== 0 || dx !== 0)
    .map((dx) => ({ dy, dx, weight: dy === 0 || dx === 0 ? 1 / 6 : 1 / 12 })),
);

/**
 * Replaces the `missing` pixels of a picture `[h, w, c]` in place by the weighted mean of their neighbours, missing ones
 * included: the solution of one linear system a channel, `sum_j w_ij (x_i - x_j) = 0` over the neighbours `j` inside the
 * picture. Throws when no pixel is left to start from.
 */
export function imputeLinearly(
  picture: Float32Array,
  [h, w, c]: readonly number[],
  missing: Uint32Array,
): void {
  if (missing.length === 0) return;
  if (missing.length === h * w) throw new Error('no pixel is left to impute the others from');
  const system = buildSystem(missing, h, w);
  for (let channel = 0; channel < c; channel++) {
    const known = (pixel: number) => picture[pixel * c + channel];
    const solution = solve(system, known);
    missing.forEach((pixel, i) => (picture[pixel * c + channel] = solution[i]));
  }
}

/** Row `i` says: `total[i] x_i - sum weight x_unknown = sum weight x_known`; eight places a row, -1 where there is none. */
interface System {
  total: Float64Array;
  /** Indices among the missing. */
  unknown: Int32Array;
  /** Pixels that are known. */
  known: Int32Array;
}

function buildSystem(missing: Uint32Array, h: number, w: number): System {
  const place = new Int32Array(h * w).fill(-1);
  missing.forEach((pixel, i) => (place[pixel] = i));
  const count = missing.length;
  const system = {
    total: new Float64Array(count),
    unknown: new Int32Array(8 * count).fill(-1),
    known: new Int32Array(8 * count).fill(-1),
  };
  missing.forEach((pixel, i) => {
    const [y, x] = [Math.floor(pixel / w), pixel % w];
    neighbours.forEach(({ dy, dx, weight }, k) => {
      const [ny, nx] = [y + dy, x + dx];
      if (ny < 0 || ny >= h || nx < 0 || nx >= w) return;
      const neighbour = ny * w + nx;
      system.total[i] += weight;
      if (place[neighbour] < 0) system.known[8 * i + k] = neighbour;
      else system.unknown[8 * i + k] = place[neighbour];
    });
  });
  return system;
}

const weights = Float64Array.from(neighbours, ({ weight }) => weight);

/** Conjugate gradients: the system is symmetric and, as some pixel is known, positive definite. */
function solve({ total, unknown, known }: System, value: (pixel: number) => number): Float64Array {
  const count = total.length;
  const product = new Float64Array(count);
  const times = (x: Float64Array): Float64Array => {
    for (let i = 0; i < count; i++) {
      let result = total[i] * x[i];
      for (let k = 0; k < 8; k++) {
        const j = unknown[8 * i + k];
        if (j >= 0) result -= weights[k] * x[j];
      }
      product[i] = result;
    }
    return product;
  };
  const residual = Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < 8; k++) {
      const pixel = known[8 * i + k];
      if (pixel >= 0) sum += weights[k] * value(pixel);
    }
    return sum;
  });
  const x = new Float64Array(count);
  const direction = residual.slice();
  let square = dot(residual, residual);
  const enough = square * 1e-13;
  for (let step = 0; step < 4 * count && square > enough; step++) {
    const moved = times(direction);
    const length = square / dot(direction, moved);
    for (let i = 0; i < count; i++) {
      x[i] += length * direction[i];
      residual[i] -= length * moved[i];
    }
    const next = dot(residual, residual);
    for (let i = 0; i < count; i++) direction[i] = residual[i] + (next / square) * direction[i];
    square = next;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
