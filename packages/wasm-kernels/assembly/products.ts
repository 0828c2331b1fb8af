/**
 * The inner loops of all convolutions: 4 x 8 blocks of a matrix product, whose eight accumulators, two vectors of b, one splat of a and one
 * product fit the sixteen registers of x86. Multiply and add stay separate instructions: results are the same on every machine.
 */

// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * `c[row, 0..8] = sum over k of a[k / 4, row, k % 4] * b[k, 0..8]` for `rows` rows (a multiple of 4) and `groups` groups of
 * four k, `step` bytes apart in a.
 */
export function productOfGroups(a: usize, rows: i32, step: usize, groups: i32, b: usize, c: usize): void {
  for (let row = 0; row < rows; row += 4, a += 64, c += 128) {
    let p = a;
    let q = b;
    let c00 = f32x4.splat(0);
    let c01 = c00;
    let c10 = c00;
    let c11 = c00;
    let c20 = c00;
    let c21 = c00;
    let c30 = c00;
    let c31 = c00;
    for (let g = 0; g < groups; g++, p += step, q += 128) {
      let b0 = v128.load(q);
      let b1 = v128.load(q, 16);
      let x = v128.load32_splat(p);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load32_splat(p, 16);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load32_splat(p, 32);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load32_splat(p, 48);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);

      b0 = v128.load(q, 32);
      b1 = v128.load(q, 48);
      x = v128.load32_splat(p, 4);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load32_splat(p, 20);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load32_splat(p, 36);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load32_splat(p, 52);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);

      b0 = v128.load(q, 64);
      b1 = v128.load(q, 80);
      x = v128.load32_splat(p, 8);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load32_splat(p, 24);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load32_splat(p, 40);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load32_splat(p, 56);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);

      b0 = v128.load(q, 96);
      b1 = v128.load(q, 112);
      x = v128.load32_splat(p, 12);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load32_splat(p, 28);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load32_splat(p, 44);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load32_splat(p, 60);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);
    }
    v128.store(c, c00);
    v128.store(c, c01, 16);
    v128.store(c, c10, 32);
    v128.store(c, c11, 48);
    v128.store(c, c20, 64);
    v128.store(c, c21, 80);
    v128.store(c, c30, 96);
    v128.store(c, c31, 112);
  }
}

/**
 * `c[m, 0..8] = sum over segments s and k < length of a_m[s * segmentStep + k] * b[s * length + k, 0..8]`, the four rows of a anywhere.
 * Steps in bytes.
 */
export function productOfRows(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  segments: i32,
  segmentStep: usize,
  length: i32,
  b: usize,
  c: usize,
): void {
  const skip = segmentStep - (<usize>length) * 4;
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (let s = 0; s < segments; s++) {
    for (let k = 0; k < length; k++) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load32_splat(a0);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load32_splat(a1);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load32_splat(a2);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load32_splat(a3);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      b += 32;
    }
    a0 += skip;
    a1 += skip;
    a2 += skip;
    a3 += skip;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c, c10, 32);
  v128.store(c, c11, 48);
  v128.store(c, c20, 64);
  v128.store(c, c21, 80);
  v128.store(c, c30, 96);
  v128.store(c, c31, 112);
}

/**
 * `c[m, 0..8] += sum over rows r and k < length of a_m[r * rowStep + k * step] * b[r * length + k, 0..8]`: both operands run along the sum.
 * Steps in bytes.
 */
export function addProductOfColumns(
  a0: usize,
  a1: usize,
  a2: usize,
  a3: usize,
  rows: i32,
  rowStep: usize,
  length: i32,
  step: usize,
  b: usize,
  c: usize,
): void {
  const skip = rowStep - (<usize>length) * step;
  let c00 = v128.load(c);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(c, 32);
  let c11 = v128.load(c, 48);
  let c20 = v128.load(c, 64);
  let c21 = v128.load(c, 80);
  let c30 = v128.load(c, 96);
  let c31 = v128.load(c, 112);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < length; k++) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load32_splat(a0);
      c00 = madd(x, b0, c00);
      c01 = madd(x, b1, c01);
      x = v128.load32_splat(a1);
      c10 = madd(x, b0, c10);
      c11 = madd(x, b1, c11);
      x = v128.load32_splat(a2);
      c20 = madd(x, b0, c20);
      c21 = madd(x, b1, c21);
      x = v128.load32_splat(a3);
      c30 = madd(x, b0, c30);
      c31 = madd(x, b1, c31);
      a0 += step;
      a1 += step;
      a2 += step;
      a3 += step;
      b += 32;
    }
    a0 += skip;
    a1 += skip;
    a2 += skip;
    a3 += skip;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c, c10, 32);
  v128.store(c, c11, 48);
  v128.store(c, c20, 64);
  v128.store(c, c21, 80);
  v128.store(c, c30, 96);
  v128.store(c, c31, 112);
}
