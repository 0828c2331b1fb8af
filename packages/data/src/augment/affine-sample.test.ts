import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import { describe, expect, it } from 'vitest';
import { multiply, type Affine } from './affine';
import { affineSample, type Border } from './affine-sample';
import { sinCos } from './portable-math';

interface Reference {
  data: {
    affineSample: {
      x: EncodedTensor;
      cases: {
        name: string;
        theta: number[][];
        alignCorners: boolean;
        padding: 'zeros' | 'border' | 'reflection';
        y: EncodedTensor;
      }[];
    };
  };
}

const { x, cases } = readReference<Reference>('primitives').data.affineSample;
const image = decodeTensor(x);
const shape = image.shape as [number, number, number];
const square = (n: number) => Float32Array.from({ length: n * n }, (_, i) => ((i * 37) % 101) / 100);

/** torch's map between coordinates -1..1 as one between pixels about the centre. */
function pixelMap([[a, b, tx], [c, d, ty]]: number[][], alignCorners: boolean): Affine {
  const [h, w] = alignCorners ? [shape[0] - 1, shape[1] - 1] : shape;
  return [a, (b * w) / h, (tx * w) / 2, (c * h) / w, d, (ty * h) / 2];
}

describe('affineSample agrees with torch grid_sample', () => {
  it.each(cases)('$name, $padding, alignCorners $alignCorners', ({ theta, alignCorners, padding, y }) => {
    const border: Border = {
      zeros: 'zeros',
      border: 'edge',
      reflection: alignCorners ? 'mirror' : 'reflect',
    }[padding] as Border;
    const sampled = affineSample(image.data as Float32Array, shape, pixelMap(theta, alignCorners), {
      border,
    });
    expect(relativeError(sampled, decodeTensor(y).data)).toBeLessThan(1e-6);
  });

  it('is tested on every kind of case that torch gave', () => {
    expect(cases.length).toBeGreaterThanOrEqual(24);
  });
});

describe('affineSample', () => {
  it.each<[Border, number[]]>([
    ['zeros', [0, 0, 0, 1, 2, 3, 0, 0, 0]],
    ['edge', [1, 1, 1, 1, 2, 3, 3, 3, 3]],
    ['reflect', [3, 2, 1, 1, 2, 3, 3, 2, 1]],
    ['mirror', [2, 3, 2, 1, 2, 3, 2, 1, 2]],
    [0.5, [0.5, 0.5, 0.5, 1, 2, 3, 0.5, 0.5, 0.5]],
  ])('continues an image by border %s', (border, expected) => {
    const row = Float32Array.of(1, 2, 3);
    const seen = affineSample(row, [1, 3, 1], [1, 0, 0, 0, 1, 0], { border, size: [1, 9] });
    expect([...seen]).toEqual(expected);
  });

  it.each<Border>(['edge', 'reflect', 'mirror'])('repeats border %s however far away', (border) => {
    const seen = affineSample(square(3), [3, 3, 1], [1, 0, 1000, 0, 1, -1000], { border });
    for (const value of seen) expect(square(3)).toContain(value);
    expect([...affineSample(Float32Array.of(7), [1, 1, 1], [1, 0, 5, 0, 1, 5], { border })]).toEqual([7]);
  });

  it('moves by whole pixels, mirrors and turns by quarters to the bit', () => {
    const n = 48;
    const pixels = square(n);
    const at = (y: number, x: number) => pixels[y * n + x];
    const expectAll = (seen: Float32Array, value: (y: number, x: number) => number) =>
      expect(seen).toEqual(pixels.map((_, i) => value(Math.floor(i / n), i % n)));
    const see = (map: Affine) => affineSample(pixels, [n, n, 1], map, { border: 'zeros' });
    expectAll(see([1, 0, -5, 0, 1, 3]), (y, x) => (x < 5 || y > n - 4 ? 0 : at(y + 3, x - 5)));
    expectAll(see([-1, 0, 0, 0, 1, 0]), (y, x) => at(y, n - 1 - x));
    const [sine, cosine] = sinCos(90);
    expectAll(see([cosine, -sine, 0, sine, cosine, 0]), (y, x) => at(x, n - 1 - y));
  });

  it('keeps an image of one colour and stays within its values', () => {
    const turned = (pixels: Float32Array) =>
      affineSample(pixels, [9, 9, 1], [0.8, 0.3, 1.7, -0.2, 1.1, -4.2]);
    expect(turned(new Float32Array(81).fill(0.3))).toEqual(new Float32Array(81).fill(0.3));
    for (const value of turned(square(9))) expect(value).toBeLessThanOrEqual(1);
  });

  it('sees each channel alike and leaves the image as it is', () => {
    const grey = square(8);
    const colour = Float32Array.from({ length: 192 }, (_, i) => grey[Math.floor(i / 3)] * ((i % 3) + 1));
    const before = colour.slice();
    const map: Affine = [0.9, 0.2, 0.4, -0.1, 1.1, 3];
    const expected = affineSample(grey, [8, 8, 1], map);
    affineSample(colour, [8, 8, 3], map).forEach((value, i) =>
      expect(value).toBeCloseTo(expected[Math.floor(i / 3)] * ((i % 3) + 1), 5),
    );
    expect(colour).toEqual(before);
  });
});

describe('multiply', () => {
  it('is the one map after the other', () => {
    const first: Affine = [1, 2, 3, 4, 5, 6];
    const second: Affine = [7, 8, 9, -1, -2, -3];
    const apply = ([a, b, tx, c, d, ty]: Affine, [px, py]: number[]) => [
      a * px + b * py + tx,
      c * px + d * py + ty,
    ];
    expect(apply(multiply(first, second), [2, 5])).toEqual(apply(first, apply(second, [2, 5])));
  });
});
