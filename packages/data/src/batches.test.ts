import { describe, expect, it } from 'vitest';
import { brightness } from './augment/brightness';
import { compose } from './augment/compose';
import { contrast } from './augment/contrast';
import { randomCrop } from './augment/crop';
import { flip } from './augment/flip';
import { cutmix, mixup } from './augment/mix';
import { randomErasing } from './augment/random-erasing';
import { rotate } from './augment/rotate';
import { shear } from './augment/shear';
import { shift } from './augment/shift';
import { zoom } from './augment/zoom';
import { batches, type Augment, type BatchesOptions } from './batches';
import type { LabelledImages } from './labelled-images';
import { smallSet } from './testing/small-set';

const indicesOf = (n: number, options: BatchesOptions) =>
  [...batches(smallSet(n), options)].map(({ indices }) => [...indices]);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

describe('batches', () => {
  it('gives every image once, with its pixels over 255, labels and weights', () => {
    const ds = smallSet(10);
    const all = [...batches(ds, { batchSize: 4, seed: 1 })];
    expect(all.map(({ shape }) => shape)).toEqual([
      [4, 2, 2, 1],
      [4, 2, 2, 1],
      [2, 2, 2, 1],
    ]);
    expect(sorted(all.flatMap(({ indices }) => [...indices]))).toEqual(upTo(10));
    for (const { data, labels, labelWeights, indices } of all) {
      expect(data).toEqual(Float32Array.from([...indices].flatMap((i) => Array<number>(4).fill(i / 255))));
      expect(labels).toEqual(Uint8Array.from(indices, (i) => ds.labels[i]));
      expect(labelWeights).toEqual(
        Float32Array.from([...indices].flatMap((i) => [...ds.labelWeights.subarray(i * 3, i * 3 + 3)])),
      );
    }
  });

  it('has no labelWeights when the set has none, and labels from weights when it has only those', () => {
    const { labels, labelWeights, ...rest } = smallSet(6);
    expect([...batches({ ...rest, labels }, { batchSize: 6, seed: 1 })][0]).not.toHaveProperty(
      'labelWeights',
    );
    const [soft] = [...batches({ ...rest, labelWeights }, { batchSize: 6, seed: 1, shuffle: false })];
    expect(soft.labels).toEqual(labels);
    expect(() => batches(rest, { batchSize: 6, seed: 1 })).toThrow(/missing labels/);
  });

  it('keeps the order of the set without shuffle', () => {
    expect(indicesOf(5, { batchSize: 2, seed: 1, shuffle: false })).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('leaves out a last batch that is not full with dropLast', () => {
    expect(indicesOf(5, { batchSize: 2, seed: 1, shuffle: false, dropLast: true })).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(indicesOf(5, { batchSize: 6, seed: 1, dropLast: true })).toEqual([]);
  });

  it('has an order for each seed and epoch, and always the same', () => {
    const order = (seed: number, epoch?: number) =>
      indicesOf(30, { batchSize: 7, seed, ...(epoch && { epoch }) });
    expect(order(1)).toEqual(order(1, 0));
    const orders = [order(1), order(2), order(1, 1), order(2, 1), order(1, 2)];
    expect(new Set(orders.map((batch) => batch.join())).size).toBe(orders.length);
  });

  it('goes on with further passes, each in its own order, for stepsPerEpoch', () => {
    const flat = indicesOf(5, { batchSize: 2, seed: 3, stepsPerEpoch: 7 });
    expect(flat.map((batch) => batch.length)).toEqual([2, 2, 1, 2, 2, 1, 2]);
    const passes = [flat.slice(0, 3).flat(), flat.slice(3, 6).flat()];
    for (const pass of passes) expect(sorted(pass)).toEqual(upTo(5));
    expect(passes[0]).not.toEqual(passes[1]);
    expect(flat.slice(0, 3)).toEqual(indicesOf(5, { batchSize: 2, seed: 3 }));
    expect(flat.slice(0, 2)).toEqual(indicesOf(5, { batchSize: 2, seed: 3, stepsPerEpoch: 2 }));
  });

  it('is the same however it is consumed: again, in part, two at a time, with a batch changed', () => {
    const augment: Augment = (image, _, random) => void (image[0] = random());
    const epoch = batches(smallSet(10), { batchSize: 3, seed: 1, augment });
    const expected = [...epoch];
    for (const batch of epoch) {
      batch.data.fill(-1);
      batch.indices.fill(0);
      batch.labels.fill(9);
      break;
    }
    const [a, b] = [epoch[Symbol.iterator](), epoch[Symbol.iterator]()];
    for (const batch of expected) {
      expect(a.next().value).toEqual(batch);
      expect(b.next().value).toEqual(batch);
    }
    expect(a.next().done).toBe(true);
  });

  it('never changes the set', () => {
    const ds = smallSet(4);
    const options = { batchSize: 4, seed: 1, augment: (image: Float32Array) => void image.fill(7) };
    for (const batch of batches(ds, options)) batch.labelWeights!.fill(7);
    expect(ds).toEqual(smallSet(4));
  });

  it('normalises a whole batch after scaling and augmentation', () => {
    const calls: number[][] = [];
    const [batch] = batches(smallSet(2), {
      batchSize: 2,
      seed: 1,
      augment: (image) => image.map((value) => value + 1),
      normalize: (data, shape) => {
        calls.push(shape);
        data.forEach((value, i) => (data[i] = value * 10));
      },
      shuffle: false,
    });
    expect(calls).toEqual([[2, 2, 2, 1]]);
    expect(batch.data).toEqual(
      Float32Array.of(10, 10, 10, 10, ...Array<number>(4).fill(Math.fround(1 + 1 / 255) * 10)),
    );
  });

  it.each([
    ['not a whole batch size', { batchSize: 1.5 }, 'invalid batchSize: 1.5 (expected an integer 1 or more)'],
    ['a batch size of 0', { batchSize: 0 }, 'invalid batchSize: 0 (expected an integer 1 or more)'],
    ['a negative epoch', { epoch: -1 }, 'invalid epoch: -1 (expected an integer 0 or more)'],
    ['no seed', { seed: undefined as never }, 'invalid seed: undefined (expected an integer)'],
    ['no steps', { stepsPerEpoch: 0 }, 'invalid stepsPerEpoch: 0 (expected an integer 1 or more)'],
    [
      'steps that never come',
      { stepsPerEpoch: 2, batchSize: 9, dropLast: true },
      'invalid stepsPerEpoch: 2 (expected none: 4 images fill no batch)',
    ],
  ])('refuses %s at once', (_, options, message) => {
    expect(() => batches(smallSet(4), { batchSize: 2, seed: 1, ...options })).toThrow(message);
  });
});

describe('augment', () => {
  /** What each image draws, by its index. */
  function draws(options: Partial<BatchesOptions>) {
    const augment: Augment = (image, _, random) => image.map(() => random());
    const drawn = new Map<number, string[]>();
    for (const { data, indices } of batches(smallSet(8), { batchSize: 3, seed: 1, ...options, augment }))
      indices.forEach((index, at) =>
        drawn.set(index, [...(drawn.get(index) ?? []), data.slice(at * 4, at * 4 + 4).join()]),
      );
    return drawn;
  }

  it('draws the same for an image whatever batch it is in', () => {
    const alone = new Map([...draws({ batchSize: 1 })].sort());
    expect(new Map([...draws({ batchSize: 8, shuffle: false })].sort())).toEqual(alone);
  });

  it('draws something else for every image, epoch, seed and pass', () => {
    const all = [draws({}), draws({ epoch: 1 }), draws({ seed: 2 }), draws({ stepsPerEpoch: 6 })];
    const flat = all.slice(0, 3).flatMap((drawn) => [...drawn.values()].flat());
    expect(new Set(flat).size).toBe(24);
    for (const [index, both] of all[3]) {
      expect(both[0]).toBe(all[0].get(index)![0]);
      expect(new Set(both).size).toBe(2);
    }
  });

  it('draws numbers that are spread evenly over 0..1', () => {
    const values: number[] = [];
    const augment: Augment = (_, __, random) => void values.push(random());
    for (let epoch = 0; epoch < 50; epoch++)
      for (const _ of batches(smallSet(200), { batchSize: 50, seed: 1, epoch, augment }));
    const bins = new Array<number>(10).fill(0);
    for (const value of values) bins[Math.floor(value * 10)]++;
    // Chi-squared with 9 degrees of freedom: 27.9 has a probability of 0.001.
    expect(bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
    const mean = 0.5;
    const lag = values.slice(1).reduce((sum, value, i) => sum + (value - mean) * (values[i] - mean), 0);
    expect(Math.abs((lag / values.length) * 12)).toBeLessThan(0.04); // correlation of neighbours, 4 sigma
  });

  it('sees one image and its shape, and may work in place or return another', () => {
    const ds = {
      ...smallSet(1),
      images: new Uint8Array(12).fill(255),
      shape: [1, 2, 3, 2] as [number, number, number, number],
    };
    const seen: unknown[] = [];
    const [batch] = batches(ds, {
      batchSize: 1,
      seed: 1,
      augment: (image, shape) => void seen.push(image.length, shape),
    });
    expect(seen).toEqual([12, [2, 3, 2]]);
    expect(batch.data).toEqual(new Float32Array(12).fill(1));
    expect(() => [...batches(ds, { batchSize: 1, seed: 1, augment: () => new Float32Array(3) })]).toThrow(
      'invalid result of augment: length 3 (expected 12)',
    );
  });
});

describe('an augmentation of several parts', () => {
  const ds: LabelledImages = {
    images: Uint8Array.from({ length: 6 * 64 }, (_, i) => (i * 89) % 256),
    shape: [6, 8, 8, 1],
    labels: Uint8Array.of(0, 1, 2, 0, 1, 2),
    classes: ['a', 'b', 'c'],
  };

  it('draws the same for an image whatever batch it is in, also to another size', () => {
    const augment = compose(randomCrop({ size: 5 }), rotate({ degrees: 20 }), randomErasing());
    const images = (batchSize: number) =>
      [...batches(ds, { batchSize, seed: 1, shuffle: false, augment })].flatMap(({ data, shape }) => {
        expect(shape).toEqual([batchSize, 5, 5, 1]);
        return [...data];
      });
    expect(images(2)).toEqual(images(6));
  });

  it('mixes before normalising, with labels that say what is in an image', () => {
    const options = { batchSize: 6, seed: 1, augment: mixup({ alpha: 1 }) };
    const [plain] = batches(ds, options);
    const [normalised] = batches(ds, {
      ...options,
      normalize: (data) => data.forEach((v, i) => (data[i] = v - 1)),
    });
    expect(normalised.data).toEqual(plain.data.map((value) => value - 1));
    expect(plain.labelWeights).toHaveLength(18);
    expect(plain.indices).toHaveLength(6);
  });

  it('gives the same bits in every engine', () => {
    const augment = compose(
      shift(),
      flip(),
      rotate({ degrees: 30 }),
      zoom(),
      shear(),
      brightness(),
      contrast(),
      randomErasing({ fill: 'noise' }),
      mixup({ alpha: 0.4 }),
      cutmix(),
    );
    let hash = 0x811c9dc5;
    for (let epoch = 0; epoch < 20; epoch++)
      for (const { data, labelWeights } of batches(ds, { batchSize: 4, seed: 7, epoch, augment }))
        for (const array of [data, labelWeights!])
          for (const byte of new Uint8Array(array.buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    // Made once on Node; Chromium gives it too, and so must any other engine.
    expect(hash.toString(16)).toMatchInlineSnapshot(`"dfed84ca"`);
  });
});
