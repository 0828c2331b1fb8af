import { storeFirst } from './lanes';

/**
 * What biases and batch normalisation do with a tensor seen as a matrix `[rows, columns]`, all leading axes in one: sums of columns, and
 * the same row applied to every row.
 */

/** Rows added in float32 before they go to the totals in float64. */
const CHUNK: i32 = 64;

// @ts-ignore: decorator
@inline
function addTo(total: usize, sum: v128): void {
  v128.store(total, f64x2.add(v128.load(total), f64x2.promote_low_f32x4(sum)));
  const high = i32x4.shuffle(sum, sum, 2, 3, 2, 3);
  v128.store(total, f64x2.add(v128.load(total, 16), f64x2.promote_low_f32x4(high)), 16);
}

/** Float64 totals, times `factor`, as float32. */
function storeTotals(totals: usize, columns: i32, factor: f64, target: usize): void {
  for (let c = 0; c < columns; c++) {
    f32.store(target + <usize>c * 4, <f32>(f64.load(totals + <usize>c * 8) * factor));
  }
}

/** Bytes of scratch for the totals of so many sums of columns. */
export function totalsSize(columns: i32, sums: i32): usize {
  return <usize>sums * (<usize>columns * 8 + 32);
}

/** `target[c] = factor * sum over rows of x[row, c]`. */
export function columnSums(x: usize, rows: i32, columns: i32, factor: f64, target: usize, totals: usize): void {
  const stride = <usize>columns * 4;
  memory.fill(totals, 0, totalsSize(columns, 1));
  for (let first = 0; first < rows; first += CHUNK) {
    const count = min(CHUNK, rows - first);
    for (let c = 0; c < columns; c += 4) {
      let p = x + <usize>first * stride + <usize>c * 4;
      let sum = f32x4.splat(0);
      for (let row = 0; row < count; row++, p += stride) sum = f32x4.add(sum, v128.load(p));
      addTo(totals + <usize>c * 8, sum);
    }
  }
  storeTotals(totals, columns, factor, target);
}

/** `dySums[c] = sum of dy[row, c]` and `productSums[c] = sum of dy[row, c] * (x[row, c] - mean[c])`. */
export function normalizationSums(
  dy: usize,
  x: usize,
  mean: usize,
  rows: i32,
  columns: i32,
  dySums: usize,
  productSums: usize,
  totals: usize,
): void {
  const stride = <usize>columns * 4;
  const products = totals + totalsSize(columns, 1);
  memory.fill(totals, 0, totalsSize(columns, 2));
  for (let first = 0; first < rows; first += CHUNK) {
    const count = min(CHUNK, rows - first);
    for (let c = 0; c < columns; c += 4) {
      const offset = <usize>first * stride + <usize>c * 4;
      let p = dy + offset;
      let q = x + offset;
      const centre = v128.load(mean + <usize>c * 4);
      let sum = f32x4.splat(0);
      let product = f32x4.splat(0);
      for (let row = 0; row < count; row++, p += stride, q += stride) {
        const gradient = v128.load(p);
        sum = f32x4.add(sum, gradient);
        product = f32x4.add(product, f32x4.mul(gradient, f32x4.sub(v128.load(q), centre)));
      }
      addTo(totals + <usize>c * 8, sum);
      addTo(products + <usize>c * 8, product);
    }
  }
  storeTotals(totals, columns, 1, dySums);
  storeTotals(products, columns, 1, productSums);
}

/** `y[row, c] = (x[row, c] - mean[c]) * factor[c] + offset[c]`. */
export function normalizeColumns(
  x: usize,
  rows: i32,
  columns: i32,
  mean: usize,
  factor: usize,
  offset: usize,
  y: usize,
): void {
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c += 4) {
      const at = <usize>c * 4;
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const value = f32x4.add(f32x4.mul(centred, v128.load(factor + at)), v128.load(offset + at));
      storeFirst(y + at, value, columns - c);
    }
    x += <usize>columns * 4;
    y += <usize>columns * 4;
  }
}

/** `y[row, c] = x[row, c] + factor * values[c]`. */
export function addRow(x: usize, rows: i32, columns: i32, values: usize, factor: f32, y: usize): void {
  const factors = f32x4.splat(factor);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c += 4) {
      const at = <usize>c * 4;
      const term = f32x4.mul(factors, v128.load(values + at));
      storeFirst(y + at, f32x4.add(v128.load(x + at), term), columns - c);
    }
    x += <usize>columns * 4;
    y += <usize>columns * 4;
  }
}

/** `y[row, c] = x[row, c] * values[c]`. */
export function multiplyRow(x: usize, rows: i32, columns: i32, values: usize, y: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c += 4) {
      const at = <usize>c * 4;
      storeFirst(y + at, f32x4.mul(v128.load(x + at), v128.load(values + at)), columns - c);
    }
    x += <usize>columns * 4;
    y += <usize>columns * 4;
  }
}

/** `y[row, c] = (x[row, c] - values[c])^2`. */
export function squaredDifferenceRow(x: usize, rows: i32, columns: i32, values: usize, y: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c += 4) {
      const at = <usize>c * 4;
      const difference = f32x4.sub(v128.load(x + at), v128.load(values + at));
      storeFirst(y + at, f32x4.mul(difference, difference), columns - c);
    }
    x += <usize>columns * 4;
    y += <usize>columns * 4;
  }
}
