/** Weighted sums of rows `x` of numbers and of what belongs to each, `y`: all that a linear regression needs, in float64. */
export interface Moments {
  /** Numbers in a row. */
  features: number;
  /** How many rows. */
  rows: number;
  weight: number;
  x: Float64Array;
  y: number;
  /** `sum w x x'`, row-major; only `i <= j` is filled. */
  xx: Float64Array;
  xy: Float64Array;
  yy: number;
  /** Taken from every `y` first, so that small differences of large scores do not drown in rounding. */
  origin: number;
}

/** No rows yet. */
export function noMoments(features: number, origin = 0): Moments {
  const x = new Float64Array(features);
  const xx = new Float64Array(features * features);
  return { features, rows: 0, weight: 0, x, y: 0, xx, xy: new Float64Array(features), yy: 0, origin };
}

/** Adds a row. */
export function addRow(moments: Moments, row: ArrayLike<number>, y: number, weight: number): void {
  const { features, x, xx, xy, origin } = moments;
  const offset = y - origin;
  moments.rows++;
  moments.weight += weight;
  moments.y += weight * offset;
  moments.yy += weight * offset * offset;
  for (let i = 0; i < features; i++) {
    const part = weight * row[i];
    if (part === 0) continue;
    x[i] += part;
    xy[i] += part * offset;
    for (let j = i; j < features; j++) xx[i * features + j] += part * row[j];
  }
}

/** Moments about the weighted means, as full matrices. */
export interface CentredMoments {
  features: number;
  rows: number;
  weight: number;
  meanX: Float64Array;
  meanY: number;
  /** `sum w (x - mean)(x - mean)'`, row-major. */
  xx: Float64Array;
  /** `sum w (x - mean)(y - mean)`. */
  xy: Float64Array;
  /** `sum w (y - mean)^2`. */
  yy: number;
}

export function centred({ features, rows, weight, x, y, xx, xy, yy, origin }: Moments): CentredMoments {
  const full = new Float64Array(features * features);
  for (let i = 0; i < features; i++) {
    for (let j = i; j < features; j++) {
      full[i * features + j] = full[j * features + i] = xx[i * features + j] - (x[i] * x[j]) / weight;
    }
  }
  return {
    features,
    rows,
    weight,
    meanX: x.map((sum) => sum / weight),
    meanY: origin + y / weight,
    xx: full,
    xy: xy.map((sum, i) => sum - (x[i] * y) / weight),
    yy: Math.max(0, yy - (y * y) / weight),
  };
}

/** The moments of some of the features, in that order. */
export function choose(moments: CentredMoments, chosen: readonly number[]): CentredMoments {
  const { features, meanX, xx, xy } = moments;
  const count = chosen.length;
  const part = new Float64Array(count * count);
  chosen.forEach((a, i) => chosen.forEach((b, j) => (part[i * count + j] = xx[a * features + b])));
  return {
    ...moments,
    features: count,
    meanX: Float64Array.from(chosen, (i) => meanX[i]),
    xx: part,
    xy: Float64Array.from(chosen, (i) => xy[i]),
  };
}
