import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../common/random';
import { projectOnPrincipalComponent } from './principal-component';

function randomTable(size: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: size }, () => random() - 0.5);
}

/** The same by another way: all singular vectors of the centred table. */
function bySingularValues(data: ArrayLike<number>, rows: number, columns: number): number[] {
  const table = Matrix.from1DArray(rows, columns, Array.from(data)).center('column');
  const { rightSingularVectors } = new SingularValueDecomposition(table, { autoTranspose: true });
  return table.mmul(rightSingularVectors).getColumn(0);
}

/** Difference up to sign, relative to the largest. */
function difference(a: ArrayLike<number>, b: readonly number[]): number {
  const of = (sign: number) => Math.max(...b.map((value, i) => Math.abs(a[i] - sign * value)));
  return Math.min(of(1), of(-1)) / Math.max(...b.map(Math.abs));
}

describe('projectOnPrincipalComponent', () => {
  it.each([
    [1, 5],
    [2, 2],
    [7, 3],
    [3, 7],
    [40, 60],
    [60, 40],
  ])('agrees with the singular value decomposition of a random %i x %i table', (rows, columns) => {
    const data = randomTable(rows * columns, rows);
    const projection = projectOnPrincipalComponent(data, [rows, columns]);
    if (rows === 1) expect([...projection]).toEqual([0]);
    else expect(difference(projection, bySingularValues(data, rows, columns))).toBeLessThan(1e-9);
  });

  it('tells apart singular values that differ by a millionth, which power iteration does not', () => {
    // Two orthogonal directions over 64 places, and noise far below.
    const [rows, columns] = [64, 32];
    const wave = (turns: number) => (r: number) => Math.cos((2 * Math.PI * turns * (r + 0.5)) / rows);
    const [first, second] = [wave(1), wave(2)];
    const noise = randomTable(rows * columns, 3);
    const data = Float64Array.from(noise, (value, i) => {
      const [r, c] = [Math.floor(i / columns), i % columns];
      return (c === 5 ? 1.000001 * first(r) : c === 9 ? second(r) : 0) + 1e-9 * value;
    });
    const projection = projectOnPrincipalComponent(data, [rows, columns]);
    const expected = Array.from({ length: rows }, (_, r) => 1.000001 * first(r));
    expect(difference(projection, expected)).toBeLessThan(1e-3);
  });

  it('is turned to go with the sum of each row', () => {
    const up = [1, 1, 2, 2, 3, 3];
    const projection = projectOnPrincipalComponent(up, [3, 2]);
    [-1, 0, 1].forEach((place, i) => expect(projection[i]).toBeCloseTo(place * Math.SQRT2, 12));
    const down = projectOnPrincipalComponent(
      up.map((value) => -value),
      [3, 2],
    );
    [1, 0, -1].forEach((place, i) => expect(down[i]).toBeCloseTo(place * Math.SQRT2, 12));
  });

  it('has its largest element positive where the sums say nothing', () => {
    const projection = projectOnPrincipalComponent([-3, 3, 1, -1, 2, -2], [3, 2]);
    [3, -1, -2].forEach((value, i) => expect(projection[i]).toBeCloseTo(value * Math.SQRT2, 12));
  });

  it('is zero where all rows are equal', () => {
    expect([...projectOnPrincipalComponent([0.1, 7, 0.1, 7, 0.1, 7], [3, 2])]).toEqual([0, 0, 0]);
    expect([...projectOnPrincipalComponent(new Float32Array(12), [3, 4])]).toEqual([0, 0, 0]);
  });

  it('takes a layer of 512 channels in a moment', () => {
    const places = 14 * 14;
    const projection = projectOnPrincipalComponent(randomTable(places * 512, 1), [places, 512]);
    expect(projection.reduce((a, b) => a + b)).toBeCloseTo(0, 9);
    expect(Math.hypot(...projection)).toBeGreaterThan(0);
  }, 2000);
});
