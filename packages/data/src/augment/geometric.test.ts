import { describe, expect, it } from 'vitest';
import { always, numbers, speckled } from '../testing/numbers';
import { affineSample } from './affine-sample';
import type { Augmentation, ImageShape } from './augmentation';
import { compose } from './compose';
import { centerCrop, randomCrop } from './crop';
import { flip } from './flip';
import { rotate } from './rotate';
import { shear } from './shear';
import { shift } from './shift';
import { zoom } from './zoom';

const N = 12;
const SHAPE: ImageShape = [N, N, 1];
const pixels = speckled(N * N);
const run = (augment: Augmentation, random: () => number) => augment(pixels.slice(), [...SHAPE], random);
/** The image whose pixel (y, x) is pixel `place(y, x)` of the original, or black. */
const moved = (place: (y: number, x: number) => [y: number, x: number]) =>
  pixels.map((_, i) => {
    const [y, x] = place(Math.floor(i / N), i % N);
    return y >= 0 && y < N && x >= 0 && x < N ? pixels[y * N + x] : 0;
  });
const LEAST = always(0);
const MIDDLE = always(0.5);

/** The largest number below 1, as a generator would give it; ranges end within rounding of their most. */
const MOST = always(1 - 2 ** -53);

describe.each([
  ['shift', shift({ x: 0.3 })],
  ['rotate', rotate({ degrees: 180 })],
  ['zoom', zoom({ by: 0.5 })],
  ['zoom, each way for itself', zoom({ by: 0.5, keepAspect: false })],
  ['shear', shear({ x: 0.5, y: 0.5 })],
  ['flip, not this time', flip()],
  ['randomCrop', randomCrop({ padding: 3 })],
])('%s', (_, augment) => {
  it('leaves the image alone in the middle of its range', () => {
    // The middle one of seven places is drawn by 0.5 too.
    expect(run(augment, MIDDLE)).toEqual(pixels);
  });

  it('does the same for the same numbers and something else for others', () => {
    expect(run(augment, numbers(1))).toEqual(run(augment, numbers(1)));
    const seen = new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => run(augment, numbers(seed)).join()));
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('the ends of the ranges, exactly', () => {
  it('shift moves by up to x of the width and y of the height', () => {
    const augment = shift({ x: 0.25, y: 0.5, border: 'zeros' });
    expect(run(augment, LEAST)).toEqual(moved((y, x) => [y + 6, x + 3]));
    run(augment, MOST).forEach((value, i) =>
      expect(value).toBeCloseTo(moved((y, x) => [y - 6, x - 3])[i], 6),
    );
  });

  it('flip mirrors left and right, or top and bottom', () => {
    expect(run(flip(), LEAST)).toEqual(moved((y, x) => [y, N - 1 - x]));
    expect(run(flip({ direction: 'vertical' }), LEAST)).toEqual(moved((y, x) => [N - 1 - y, x]));
  });

  it('rotate turns by up to so many degrees', () => {
    expect(run(rotate({ degrees: 90 }), LEAST)).toEqual(moved((y, x) => [N - 1 - x, y]));
    expect(run(rotate({ degrees: 180 }), LEAST)).toEqual(moved((y, x) => [N - 1 - y, N - 1 - x]));
  });

  it('zoom halves at 0.5 below one, about the centre', () => {
    const halved = run(zoom({ by: 0.5, border: 'zeros' }), LEAST);
    const expected = affineSample(pixels, SHAPE, [2, 0, 0, 0, 2, 0], { border: 'zeros' });
    expect(halved).toEqual(expected);
    // Each pixel of the half is the mean of four.
    const [a, b, c, d] = [pixels[0], pixels[1], pixels[N], pixels[N + 1]];
    expect(halved[3 * N + 3]).toBeCloseTo((a + b + c + d) / 4, 6);
    expect(halved[2 * N + 3]).toBe(0);
  });

  it('shear moves rows sideways in proportion to their height, then columns', () => {
    const sheared = run(shear({ x: 1, border: 'zeros' }), LEAST);
    expect(sheared).toEqual(affineSample(pixels, SHAPE, [1, 1, 0, 0, 1, 0], { border: 'zeros' }));
    // A point at (0, 2) goes to (-2 x, 2), then by y times -2 x up: forwards (-2, 2 + 2) with x = y = -1.
    const both = shear({ x: 1, y: 1 }).steps[0];
    if (both.kind !== 'geometric') throw new Error('shear is geometric');
    const [a, b, , c, d] = both.draw(LEAST, [N, N])!;
    expect([a * -2 + b * 4, c * -2 + d * 4]).toEqual([0, 2]);
  });

  it('randomCrop reaches every whole pixel of the padded image alike', () => {
    const augment = randomCrop({ padding: 1, border: 'zeros' });
    expect(run(augment, LEAST)).toEqual(moved((y, x) => [y - 1, x - 1]));
    expect(run(augment, MOST)).toEqual(moved((y, x) => [y + 1, x + 1]));
    const random = numbers(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 1800; i++) {
      const key = run(augment, random).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(9);
    // 200 expected of each; 5 sigma is 67.
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(67);
  });
});

describe('crops to another size', () => {
  const crop = (side: number, top: number, left: number) =>
    Float32Array.from(
      { length: side * side },
      (_, i) => pixels[(top + Math.floor(i / side)) * N + left + (i % side)],
    );

  it.each([7, 8])('cut whole pixels at size %i', (size) => {
    expect(run(randomCrop({ size }), LEAST)).toEqual(crop(size, 0, 0));
    expect(run(randomCrop({ size }), MOST)).toEqual(crop(size, N - size, N - size));
    expect(run(centerCrop({ size }), MOST)).toEqual(
      crop(size, Math.floor((N - size) / 2), Math.floor((N - size) / 2)),
    );
    expect(randomCrop({ size }).outputShape([N, N, 3])).toEqual([size, size, 3]);
    expect(compose(centerCrop({ size }), flip()).outputShape([N, N, 3])).toEqual([size, size, 3]);
  });

  it('say which size does not fit', () => {
    expect(() => run(centerCrop({ size: 13 }), LEAST)).toThrow(
      'invalid size of centerCrop: 13 (expected 12 or less for these images)',
    );
    expect(() => run(randomCrop({ size: 15, padding: 1 }), LEAST)).toThrow(
      'invalid size of randomCrop: 15 (expected 14 or less for these images)',
    );
  });
});

describe('probability', () => {
  it('acts so often', () => {
    const augment = shift({ x: 0.2, probability: 0.3 });
    const random = numbers(1);
    let acted = 0;
    for (let i = 0; i < 2000; i++)
      if (run(augment, random).some((value, at) => value !== pixels[at])) acted++;
    expect(Math.abs(acted - 600)).toBeLessThan(100); // 5 sigma
  });
});

describe('compose', () => {
  it('resamples once: the maps multiply in the order of the parts', () => {
    // A quarter turn, then a quarter of the width to the left, in whole pixels: exactly one after the other.
    const parts = [
      rotate({ degrees: 90, border: 'zeros' }),
      shift({ x: 0.25, y: 0 }),
      flip({ probability: 1 }),
    ];
    let step: Float32Array = pixels.slice();
    for (const part of parts) {
      const alone = compose(part, shift({ x: 0, border: 'zeros' }));
      step = alone(step, [...SHAPE], LEAST);
    }
    expect(run(compose(...parts), LEAST)).toEqual(step);
    expect(run(compose(...[...parts].reverse()), LEAST)).not.toEqual(step);
  });

  it('is sharper than one resampling after the other', () => {
    const parts = [shift({ x: 0.1 }), rotate({ degrees: 10 }), zoom({ by: 0.1 })];
    const roughness = (image: Float32Array) =>
      image.reduce((sum, value, i) => sum + (i % N ? (value - image[i - 1]) ** 2 : 0), 0);
    const once = run(compose(...parts), numbers(1));
    const random = numbers(1);
    let many: Float32Array = pixels.slice();
    for (const part of parts) many = part(many, [...SHAPE], random);
    expect(roughness(many)).toBeLessThan(0.8 * roughness(once));
  });

  it('keeps the order of what is before and after the geometry', () => {
    const add = (image: Float32Array) => image.map((value) => value + 1);
    const white = shift({ x: 0.25, y: 0, border: 'zeros' });
    expect(run(compose(add, white), LEAST)[N - 1]).toBe(0);
    expect(run(compose(white, add), LEAST)[N - 1]).toBe(1);
    expect(run(compose(white, compose(add, add)), LEAST)[N - 1]).toBe(2);
  });

  it('shares the border that one part names, and refuses two', () => {
    expect(run(compose(shift({ x: 0.25 }), flip({ border: 0.5, probability: 1 })), LEAST)[0]).toBe(0.5);
    expect(() => compose(shift({ border: 'edge' }), rotate({ border: 'zeros' }))).toThrow(
      'invalid border of rotate: zeros (expected edge as in shift: one resampling has one border)',
    );
  });

  it('of nothing changes nothing', () => {
    expect(run(compose(), LEAST)).toEqual(pixels);
    expect(compose().spec).toEqual([]);
  });
});
