/** Of the eight neighbours of a pixel, in the order of pixels: offset and weight, a sixth for the near four, a twelfth for the corners. */
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
  // In the order of pixels neighbours are near in memory, and four come before each pixel.
  const pixels = missing.toSorted();
  const system = buildSystem(pixels, h, w);
  for (let channel = 0; channel < c; channel++) {
    const known = (pixel: number) => picture[pixel * c + channel];
    const solution = solve(system, known);
    pixels.forEach((pixel, i) => (picture[pixel * c + channel] = solution[i]));
  }
}

/** Row `i` says: `total[i] x_i - sum weight x_unknown = sum weight x_known`. */
interface System {
  total: Float64Array;
  /** `[missing, 8]`: the neighbours' places among the missing; one past the last, where a zero is kept, for any other. */
  unknown: Int32Array;
  /** `[missing, 8]`: the pixels of the neighbours that are known, -1 for any other. */
  known: Int32Array;
}

function buildSystem(missing: Uint32Array, h: number, w: number): System {
  const count = missing.length;
  const place = new Int32Array(h * w).fill(count);
  missing.forEach((pixel, i) => (place[pixel] = i));
  const system = {
    total: new Float64Array(count),
    unknown: new Int32Array(8 * count).fill(count),
    known: new Int32Array(8 * count).fill(-1),
  };
  missing.forEach((pixel, i) => {
    const [y, x] = [Math.floor(pixel / w), pixel % w];
    neighbours.forEach(({ dy, dx, weight }, k) => {
      const [ny, nx] = [y + dy, x + dx];
      if (ny < 0 || ny >= h || nx < 0 || nx >= w) return;
      const neighbour = ny * w + nx;
      system.total[i] += weight;
      system.unknown[8 * i + k] = place[neighbour];
      if (place[neighbour] === count) system.known[8 * i + k] = neighbour;
    });
  });
  return system;
}

const weights = Float64Array.from(neighbours, ({ weight }) => weight);

/**
 * Conjugate gradients: the system is symmetric and, as some pixel is known, positive definite. Preconditioned by a
 * factorization without fill-in that keeps the sums of the rows (Gustafsson 1978, A class of first order factorization
 * methods, https://doi.org/10.1007/BF01931691), the steps grow by the root of a hole's width alone.
 */
function solve({ total, unknown, known }: System, value: (pixel: number) => number): Float64Array {
  const count = total.length;
  const vector = () => new Float64Array(count + 1);
  /** What a pixel gets of `x` from its unknown neighbours `from..to - 1`: the first four come before it, the others after. */
  const around = (x: Float64Array, i: number, from: number, to: number): number => {
    let sum = 0;
    for (let k = from; k < to; k++) sum += weights[k] * x[unknown[8 * i + k]];
    return sum;
  };
  const pivots = vector();
  // Of each pivot, the part that goes to the pixels after it.
  const handedOn = vector();
  const ones = vector().fill(1, 0, count);
  for (let i = 0; i < count; i++) {
    pivots[i] = total[i] - around(handedOn, i, 0, 4);
    handedOn[i] = around(ones, i, 4, 8) / pivots[i];
  }
  const preconditioned = vector();
  const precondition = (x: Float64Array) => {
    for (let i = 0; i < count; i++) preconditioned[i] = (x[i] + around(preconditioned, i, 0, 4)) / pivots[i];
    for (let i = count - 1; i >= 0; i--) preconditioned[i] += around(preconditioned, i, 4, 8) / pivots[i];
  };

  const x = vector();
  const residual = vector();
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 8; k++) {
      const pixel = known[8 * i + k];
      if (pixel >= 0) residual[i] += weights[k] * value(pixel);
    }
  }
  const enough = dot(residual, residual) * 1e-15;
  precondition(residual);
  const direction = preconditioned.slice();
  const moved = vector();
  let slope = dot(residual, direction);
  for (let step = 0; step < 4 * count && dot(residual, residual) > enough; step++) {
    for (let i = 0; i < count; i++) moved[i] = total[i] * direction[i] - around(direction, i, 0, 8);
    const length = slope / dot(direction, moved);
    for (let i = 0; i < count; i++) {
      x[i] += length * direction[i];
      residual[i] -= length * moved[i];
    }
    precondition(residual);
    const next = dot(residual, preconditioned);
    for (let i = 0; i < count; i++) direction[i] = preconditioned[i] + (next / slope) * direction[i];
    slope = next;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
