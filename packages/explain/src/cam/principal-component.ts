import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The residual of an eigenvector, as a share of its eigenvalue, that is far below what float32 data decide. */
const residualShare = 1e-10;

/**
 * The rows of a table `[rows, columns]`, each column less its mean, projected on their first principal component:
 * `[rows]` float64, zero where all rows are equal.
 *
 * A component has no sign of its own: the projection is turned so that it goes with the sum of each row (their dot
 * product is positive), or, where the two have nothing in common, so that its largest element is positive.
 *
 * The eigenvector of the smaller Gram matrix, by Lanczos' method with full reorthogonalisation until the residual
 * is small. Unlike plain power iteration it does not slow down to a halt when eigenvalues lie close together,
 * and after as many steps as the matrix has rows it is exact.
 */
export function projectOnPrincipalComponent(
  table: ArrayLike<number>,
  [rows, columns]: readonly [number, number],
): Float64Array {
  const { centred, sums } = centre(table, rows, columns);
  const forward = (v: Float64Array) => {
    const out = new Float64Array(rows);
    for (let r = 0, i = 0; r < rows; r++) {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += centred[i++] * v[c];
      out[r] = sum;
    }
    return out;
  };
  const back = (u: Float64Array) => {
    const out = new Float64Array(columns);
    for (let r = 0, i = 0; r < rows; r++) {
      const weight = u[r];
      for (let c = 0; c < columns; c++) out[c] += centred[i++] * weight;
    }
    return out;
  };
  // Both ways to the same: the projection is X v, and for an eigenvector u of X X' the vector v is X' u over its length.
  const wide = rows <= columns;
  const vector = wide
    ? topEigenvector(rows, (u) => forward(back(u)))
    : topEigenvector(columns, (v) => back(forward(v)));
  if (!vector) return new Float64Array(rows);
  return turned(forward(wide ? unit(back(vector)) : vector), sums);
}

function centre(table: ArrayLike<number>, rows: number, columns: number) {
  const means = new Float64Array(columns);
  const centred = new Float64Array(rows * columns);
  const sums = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) means[c] += table[r * columns + c] / rows;
  }
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const value = table[r * columns + c] - means[c];
      centred[r * columns + c] = value;
      sums[r] += value;
    }
  }
  return { centred, sums };
}

function turned(projection: Float64Array, along: Float64Array): Float64Array {
  const common = dot(projection, along);
  const clear = Math.abs(common) > 1e-9 * norm(projection) * norm(along);
  const largest = projection.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  const sign = Math.sign(clear ? common : largest) || 1;
  return projection.map((value) => sign * value);
}

/** Of a symmetric matrix without negative eigenvalues, given as a product with a vector; `undefined` when it is zero. */
function topEigenvector(size: number, multiply: (v: Float64Array) => Float64Array): Float64Array | undefined {
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  // Spread evenly over -0.5..0.5 in an order without pattern: no structure of an image is orthogonal to it.
  let next = unit(
    Float64Array.from({ length: size }, (_, i) => ((i + 1) * 0.6180339887498949) % 1).map((x) => x - 0.5),
  );
  let checkAt = Math.min(size, 12);
  for (;;) {
    basis.push(next);
    const product = multiply(next);
    diagonal.push(dot(product, next));
    // Twice is enough: once leaves rounding errors that grow.
    for (const vector of [...basis, ...basis]) subtract(product, dot(product, vector), vector);
    const rest = norm(product);
    const scale = Math.max(...diagonal.map(Math.abs), ...beside);
    const exhausted = basis.length === size || rest <= 1e-14 * scale;
    if (exhausted || basis.length === checkAt) {
      if (scale === 0) return undefined;
      const { value, vector } = topOfTridiagonal(diagonal, beside);
      if (exhausted || rest * Math.abs(vector[vector.length - 1]) <= residualShare * value) {
        return combination(basis, vector);
      }
      checkAt = Math.min(size, Math.ceil(1.5 * checkAt));
    }
    beside.push(rest);
    next = product.map((x) => x / rest);
  }
}

function topOfTridiagonal(diagonal: number[], beside: number[]): { value: number; vector: number[] } {
  const size = diagonal.length;
  const matrix = Matrix.zeros(size, size);
  diagonal.forEach((value, i) => matrix.set(i, i, value));
  beside.forEach((value, i) => {
    matrix.set(i, i + 1, value);
    matrix.set(i + 1, i, value);
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const top = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  return { value: realEigenvalues[top], vector: eigenvectorMatrix.getColumn(top) };
}

function combination(basis: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(basis[0].length);
  basis.forEach((vector, i) => subtract(sum, -weights[i], vector));
  return unit(sum);
}

function subtract(from: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] -= factor * vector[i];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const norm = (a: Float64Array) => Math.sqrt(dot(a, a));

function unit(a: Float64Array): Float64Array {
  const length = norm(a);
  return length === 0 ? a : a.map((x) => x / length);
}
