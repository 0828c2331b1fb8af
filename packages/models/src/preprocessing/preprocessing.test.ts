import { decodeTensor, readReference, type EncodedTensor } from '@fer/fixtures';
import { describe, expect, it } from 'vitest';
import { fitPreprocessing, fitStandardization, preprocessingNames } from './fit-preprocessing';
import { inputRange } from './input-range';
import { preprocess, type Preprocessing } from './preprocessing';

const applied = (values: ArrayLike<number>, preprocessing: Preprocessing, shape?: number[]) => {
  const data = Float32Array.from(values);
  preprocess(data, preprocessing, shape);
  return [...data];
};
const meanOf = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const stdOf = (values: number[]) => Math.sqrt(meanOf(values.map((v) => (v - meanOf(values)) ** 2)));
const expectClose = (actual: number[], expected: number[], digits = 6) => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], digits));
};

interface Reference {
  cases: {
    name: string;
    image: EncodedTensor;
    equalizeHist: EncodedTensor;
    clahe: { clipLimit: number; tiles: number; out: EncodedTensor }[];
  }[];
}

describe.each(readReference<Reference>('equalize').cases)(
  'of the image "$name"',
  ({ image, equalizeHist, clahe }) => {
    const { data, shape } = decodeTensor(image);
    const [h, w] = shape;
    const values = Float32Array.from(data, (level) => level / 255);
    /** How many levels each pixel is off. */
    const differences = (preprocessing: Preprocessing, expected: EncodedTensor) => {
      const levels = decodeTensor(expected).data;
      return applied(values, preprocessing, [h, w, 1]).map((value, i) => Math.abs(value * 255 - levels[i]));
    };

    it('equalize is that of OpenCV', () => {
      // Where a level lands on a half, OpenCV's float32 may round it the other way.
      const off = differences({ kind: 'equalize' }, equalizeHist);
      expect(Math.max(...off)).toBeLessThan(1.001);
      expect(off.filter((d) => d > 0.001).length).toBeLessThanOrEqual(0.01 * off.length);
    });

    it.each(clahe)('clahe of clip limit $clipLimit in $tiles x $tiles tiles is that of OpenCV', (record) => {
      const { clipLimit, tiles, out } = record;
      const off = differences({ kind: 'clahe', clipLimit, tiles }, out);
      // OpenCV blends in float32: of so many values that end on a half, some go the other way, by one level.
      expect(Math.max(...off)).toBeLessThan(1.001);
      expect(off.filter((d) => d > 0.001).length).toBeLessThanOrEqual(0.025 * off.length);
    });
  },
);

describe('preprocess', () => {
  it('does nothing, scales, and standardises', () => {
    expect(applied([0, 0.5, 1], { kind: 'none' })).toEqual([0, 0.5, 1]);
    expect(applied([0, 0.5, 1], { kind: 'scale', factor: 2, offset: -1 })).toEqual([-1, 0, 1]);
    expect(applied([0, 0.5, 1], { kind: 'standardize', mean: 0.5, std: 0.25 })).toEqual([-2, 0, 2]);
  });

  it('standardises by channel', () => {
    const preprocessing: Preprocessing = { kind: 'standardize', mean: [0, 0.5], std: [1, 0.25] };
    expect(applied([0, 0.5, 1, 1], preprocessing, [1, 1, 2, 2])).toEqual([0, 0, 1, 2]);
    expect(() => applied([0, 0.5, 1], preprocessing, [1, 1, 1, 3])).toThrow(
      'images of 3 channels do not fit the preprocessing (expected 2)',
    );
  });

  it('standardises each image by its own mean and deviation', () => {
    const bright = [0.5, 0.6, 0.7, 1];
    const dim = [0.1, 0.2, 0.2, 0.1];
    const both = applied([...bright, ...dim], { kind: 'standardizeImage' }, [2, 2, 2, 1]);
    for (const image of [both.slice(0, 4)]) {
      expect(meanOf(image)).toBeCloseTo(0, 6);
      // 1 / sqrt(4) is more than the deviation of either: they are centred and doubled, no more.
      expectClose(
        image,
        bright.map((v) => (v - 0.7) * 2),
      );
    }
    const large = Array.from({ length: 400 }, (_, i) => (i % 2) * 0.5);
    const one = applied(large, { kind: 'standardizeImage' }, [20, 20, 1]);
    expect([meanOf(one), stdOf(one)].map((v) => Number(v.toFixed(5)) + 0)).toEqual([0, 1]);
    expect(applied([0.25, 0.25], { kind: 'standardizeImage' }, [1, 2, 1])).toEqual([0, 0]);
  });

  it('equalises each image and channel for itself', () => {
    const preprocessing: Preprocessing = { kind: 'equalize' };
    // Two channels in turn; the second has one level only and stays.
    const image = [0.2, 0.6, 0.4, 0.6, 0.4, 0.6, 0.6, 0.6];
    expectClose(applied(image, preprocessing, [2, 2, 2]), [0, 0.6, 170 / 255, 0.6, 170 / 255, 0.6, 1, 0.6]);
    const [a, b] = [
      applied([0, 0.2], preprocessing, [1, 2, 1]),
      applied([0.7, 0.9], preprocessing, [1, 2, 1]),
    ];
    expect(applied([0, 0.2, 0.7, 0.9], preprocessing, [2, 1, 2, 1])).toEqual([...a, ...b]);
    expect(applied([0, 0.2, 0.7, 0.9], preprocessing, [1, 2, 1])).toEqual([...a, ...b]);
  });

  it('chains', () => {
    const equalized = applied([0, 0.2, 0.7, 0.9], { kind: 'equalize' }, [2, 2, 1]);
    const chain: Preprocessing = {
      kind: 'chain',
      steps: [{ kind: 'equalize' }, { kind: 'scale', factor: 2, offset: -1 }],
    };
    expectClose(
      applied([0, 0.2, 0.7, 0.9], chain, [2, 2, 1]),
      equalized.map((value) => 2 * value - 1),
    );
  });

  it('says when it needs the shape, when that does not fit, and when it does not know the kind', () => {
    expect(() => applied([0], { kind: 'equalize' })).toThrow(
      'preprocessing equalize needs the shape of the images (expected [n, h, w, c] or [h, w, c])',
    );
    expect(() => applied([0, 1], { kind: 'standardizeImage' }, [3, 1, 1])).toThrow(
      'images have 2 values (expected those of shape [3, 1, 1] to preprocess)',
    );
    expect(() => applied([0], { kind: 'whiten' } as never)).toThrow(
      'unknown preprocessing: {"kind":"whiten"}',
    );
  });
});

describe('fitPreprocessing', () => {
  const images = Uint8Array.from({ length: 4 * 6 * 6 }, (_, i) => (i * 53 + Math.floor(i / 36) * 9) % 256);
  const grey = { images, shape: [4, 6, 6, 1] as const };

  it('of standardize is fitStandardization for grey images, and by channel for others', () => {
    expect(fitPreprocessing('standardize', grey)).toEqual(fitStandardization(images));
    const colour = { images, shape: [4, 6, 2, 3] as const };
    const fitted = fitPreprocessing('standardize', colour);
    const out = applied(
      Float32Array.from(images, (v) => v / 255),
      fitted,
      [4, 6, 2, 3],
    );
    for (let k = 0; k < 3; k++) {
      const channel = out.filter((_, i) => i % 3 === k);
      expect(meanOf(channel)).toBeCloseTo(0, 5);
      expect(stdOf(channel)).toBeCloseTo(1, 5);
    }
  });

  it('fits standardize to what the steps before it make', () => {
    const fitted = fitPreprocessing(['equalize', 'none', 'standardize'], grey);
    expect(fitted).toMatchObject({ kind: 'chain', steps: [{ kind: 'equalize' }, { kind: 'standardize' }] });
    const out = applied(
      Float32Array.from(images, (v) => v / 255),
      fitted,
      [4, 6, 6, 1],
    );
    expect(meanOf(out)).toBeCloseTo(0, 5);
    expect(stdOf(out)).toBeCloseTo(1, 5);
  });

  it.each(preprocessingNames())('%s is plain data: it goes through JSON unchanged', (name) => {
    const fitted = fitPreprocessing(name, grey);
    expect(fitted.kind).toBe(name);
    expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
  });

  it('takes what is whole already, and nothing at all', () => {
    const scale: Preprocessing = { kind: 'scale', factor: 255, offset: 0 };
    expect(fitPreprocessing([scale], grey)).toEqual(scale);
    expect(fitPreprocessing([], grey)).toEqual({ kind: 'none' });
  });

  it('only centres images of one single colour, and refuses none', () => {
    const flat = { images: new Uint8Array(36).fill(51), shape: [1, 6, 6, 1] as const };
    const fitted = fitPreprocessing(['equalize', 'standardize'], flat);
    expect(applied(Array<number>(36).fill(0.2), fitted, [6, 6, 1]).every((v) => Math.abs(v) < 1e-6)).toBe(
      true,
    );
    const none = { images: new Uint8Array(0), shape: [0, 6, 6, 1] as const };
    for (const recipe of ['standardize', ['equalize', 'standardize']] as const)
      expect(() => fitPreprocessing(recipe, none)).toThrow('no pixels to fit a standardization on');
    expect(() => fitPreprocessing('whiten' as never, grey)).toThrow(
      'unknown preprocessing: whiten (expected one of none, scale, standardize, standardizeImage, equalize, clahe)',
    );
  });
});

describe('inputRange', () => {
  it.each<[Preprocessing, [number, number]]>([
    [{ kind: 'none' }, [0, 1]],
    [{ kind: 'scale', factor: -2, offset: 1 }, [-1, 1]],
    [{ kind: 'standardize', mean: 0.5, std: 0.25 }, [-2, 2]],
    [{ kind: 'standardize', mean: [0.5, 0], std: [0.5, 0.25] }, [-1, 4]],
    [{ kind: 'standardizeImage' }, [-Math.sqrt(3), Math.sqrt(3)]],
    [{ kind: 'chain', steps: [{ kind: 'equalize' }, { kind: 'scale', factor: 2, offset: -1 }] }, [-1, 1]],
  ])('of %j is where black and white go', (preprocessing, range) => {
    expectClose(inputRange(preprocessing), range);
  });
});

describe('fitStandardization', () => {
  it('gives pixels of mean 0 and standard deviation 1', () => {
    const bytes = Uint8Array.of(0, 51, 102, 255);
    const data = Float32Array.from(bytes, (v) => v / 255);
    preprocess(data, fitStandardization(bytes));
    const mean = data.reduce((a, b) => a + b) / 4;
    expect(mean).toBeCloseTo(0, 6);
    expect(data.reduce((a, b) => a + (b - mean) ** 2, 0) / 4).toBeCloseTo(1, 5);
  });

  it('only centres a set of one single colour', () => {
    expect(fitStandardization(Uint8Array.of(51, 51))).toEqual({ kind: 'standardize', mean: 0.2, std: 1 });
  });
});
