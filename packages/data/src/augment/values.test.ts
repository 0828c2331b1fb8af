import { describe, expect, it } from 'vitest';
import { always, numbers, speckled } from '../testing/numbers';
import type { Augmentation, ImageShape } from './augmentation';
import { brightness } from './brightness';
import { contrast } from './contrast';
import { randomErasing } from './random-erasing';

const run = (augment: Augmentation, image: Float32Array, shape: ImageShape, random: () => number) =>
  augment(image.slice(), shape, random);
const LEAST = always(0);
const MOST = always(1 - 2 ** -53);

describe('brightness', () => {
  it('adds one number to all values and keeps them in 0..1', () => {
    const image = Float32Array.of(0, 0.25, 0.5, 1);
    expect(run(brightness({ by: 0.25 }), image, [2, 2, 1], LEAST)).toEqual(Float32Array.of(0, 0, 0.25, 0.75));
    expect(run(brightness({ by: 0.25 }), image, [2, 2, 1], MOST)).toEqual(
      Float32Array.of(0.25, 0.5, 0.75, 1),
    );
  });
});

describe('contrast', () => {
  it('stretches each channel about its own mean', () => {
    // Two pixels of two channels, means 0.5 and 0.25.
    const image = Float32Array.of(0.25, 0.25, 0.75, 0.25);
    expect(run(contrast({ by: 0.5 }), image, [1, 2, 2], LEAST)).toEqual(
      Float32Array.of(0.375, 0.25, 0.625, 0.25),
    );
    const most = run(contrast({ by: 1 }), image, [1, 2, 2], MOST);
    [0, 0.25, 1, 0.25].forEach((value, i) => expect(most[i]).toBeCloseTo(value, 12));
  });
});

describe('randomErasing', () => {
  const SHAPE: ImageShape = [20, 30, 2];
  const image = speckled(1200).map((value) => 0.5 + value / 4);
  /** Rows, columns and area of what is erased, and whether it is one whole rectangle. */
  function erased(result: Float32Array) {
    const places = [...result.keys()].filter((i) => result[i] !== image[i]);
    const ys = places.map((i) => Math.floor(i / 60));
    const xs = places.map((i) => Math.floor((i % 60) / 2));
    const height = Math.max(...ys) - Math.min(...ys) + 1;
    const width = Math.max(...xs) - Math.min(...xs) + 1;
    return { height, width, isWhole: places.length === height * width * 2 };
  }

  it('fills one rectangle of an area and an aspect in their ranges', () => {
    const random = numbers(1);
    const augment = randomErasing({ probability: 1, area: [0.1, 0.2], aspect: [0.5, 2] });
    const seen = new Set<string>();
    for (let i = 0; i < 300; i++) {
      const { height, width, isWhole } = erased(run(augment, image, SHAPE, random));
      expect(isWhole).toBe(true);
      // Sides are rounded to pixels: by half a pixel each.
      expect((height + 0.5) * (width + 0.5)).toBeGreaterThan(60);
      expect((height - 0.5) * (width - 0.5)).toBeLessThan(120);
      expect((height + 0.5) / (width - 0.5)).toBeGreaterThan(0.5);
      expect((height - 0.5) / (width + 0.5)).toBeLessThan(2);
      seen.add(`${height}x${width}`);
    }
    expect(seen.size).toBeGreaterThan(30);
  });

  it('reaches all of the image', () => {
    const random = numbers(2);
    const reached = new Uint8Array(1200);
    const augment = randomErasing({ probability: 1, area: [0.1, 0.33] });
    for (let i = 0; i < 3000; i++)
      run(augment, image, SHAPE, random).forEach(
        (value, at) => (reached[at] ||= Number(value !== image[at])),
      );
    expect(reached.every(Boolean)).toBe(true);
  });

  it('fills with a grey or with noise', () => {
    const grey = run(randomErasing({ probability: 1, fill: 0.125 }), image, SHAPE, numbers(3));
    const changed = grey.filter((value, i) => value !== image[i]);
    expect(new Set(changed)).toEqual(new Set([0.125]));
    const noisy = run(randomErasing({ probability: 1, fill: 'noise' }), image, SHAPE, numbers(3));
    const noise = noisy.filter((_, i) => grey[i] !== image[i]);
    expect(new Set(noise).size).toBe(noise.length);
  });

  it('leaves an image alone that no rectangle fits', () => {
    const augment = randomErasing({ probability: 1, area: [1, 1], aspect: [3, 3] });
    expect(run(augment, image, SHAPE, numbers(1))).toEqual(image);
  });
});
