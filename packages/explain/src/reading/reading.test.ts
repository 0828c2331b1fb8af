import { describe, expect, it } from 'vitest';
import { attributionShares } from './attribution-shares';
import { entropyAgainstConfidence } from './entropy-against-confidence';
import { faceRegions } from './face-regions';
import { mapEntropy } from './map-entropy';
import { meanFace } from './mean-face';
import { meanMapPerClass } from './mean-map-per-class';
import { meanSharesPerClass } from './mean-shares-per-class';

const map = (values: number[], shape: number[]) => ({ values: Float32Array.from(values), shape });
const halves = { labels: Int32Array.of(0, 0, 0, 1), shape: [2, 2], names: ['rest', 'corner'] };
const classes = ['cat', 'dog', 'bird'];

describe('faceRegions', () => {
  const { labels, shape, names } = faceRegions();
  const nameAt = (x: number, y: number) => names[labels[y * 48 + x]];

  it('has the parts of the mean face where FER2013 has them', () => {
    expect(shape).toEqual([48, 48]);
    const places = { eyes: [15, 18], brows: [15, 12], nose: [24, 29], mouth: [24, 39], cheeks: [12, 28] };
    for (const [name, [x, y]] of Object.entries(places)) {
      expect(nameAt(x, y)).toBe(name);
      expect(nameAt(47 - x, y)).toBe(name);
    }
    expect(nameAt(24, 6)).toBe('forehead');
    for (const [x, y] of [
      [1, 1],
      [1, 40],
      [46, 24],
      [24, 47],
    ])
      expect(nameAt(x, y)).toBe('other');
  });

  it('is the same in the mirror, and gives each part some pixels', () => {
    const mirrored = labels.map((_, i) => labels[i - (i % 48) + 47 - (i % 48)]);
    expect(mirrored).toEqual(labels);
    for (const label of names.keys())
      expect(labels.filter((own) => own === label).length).toBeGreaterThan(60);
  });

  it('grows with the image', () => {
    const large = faceRegions({ shape: [96, 144] });
    // The middles of every second and third pixel are those of the small image, but for the unequal stretching of margins.
    const same = labels.filter((label, i) => {
      const [y, x] = [Math.floor(i / 48), i % 48];
      return large.labels[(2 * y + 1) * 144 + 3 * x + 1] === label;
    });
    expect(same.length / labels.length).toBeGreaterThan(0.93);
  });

  it('follows landmarks: the template is its own landmarks, and moved ones move all', () => {
    const moved = meanFace.map((value, i) => value + (i % 2 === 0 ? 3 : -2));
    const both = faceRegions({ landmarks: { data: [...meanFace, ...moved], shape: [2, 68, 2] } });
    expect(both.shape).toEqual([2, 48, 48]);
    expect(both.labels.subarray(0, 2304)).toEqual(labels);
    for (let y = 2; y < 48; y++) {
      const row = labels.subarray(y * 48, y * 48 + 45);
      expect(both.labels.subarray(2304 + (y - 2) * 48 + 3, 2304 + (y - 1) * 48)).toEqual(row);
    }
    const { shape: one } = faceRegions({ landmarks: { data: meanFace, shape: [68, 2] } });
    expect(one).toEqual([48, 48]);
  });

  it('turns with a turned face', () => {
    const turned = meanFace.map((_, i) => (i % 2 === 0 ? 48 - meanFace[i + 1] : meanFace[i - 1]));
    const own = faceRegions({ landmarks: { data: turned, shape: [68, 2] } }).labels;
    const expected = labels.map((_, i) => labels[(47 - (i % 48)) * 48 + Math.floor(i / 48)]);
    const same = own.filter((label, i) => label === expected[i]);
    // Pixels whose middles are just on an outline may fall to either side.
    expect(same.length / labels.length).toBeGreaterThan(0.995);
  });

  it.each([
    [{ shape: [48] }, 'invalid shape: [48] (expected [h, w])'],
    [
      { landmarks: { data: [1, 2], shape: [1, 1, 2] } },
      'invalid landmarks: shape [1, 1, 2] (expected [n, 68, 2]',
    ],
    [
      { landmarks: { data: new Float32Array(136), shape: [68, 2] } },
      'invalid landmarks: both eyes at (0, 0) (expected a distance between them)',
    ],
    [
      { landmarks: { data: [NaN], shape: [68, 2] } },
      'invalid landmarks: 1 values (expected 136 for shape [68, 2])',
    ],
    [null, 'invalid options: null (expected an object)'],
    [{ size: 48 }, "unknown option: 'size' (expected one of: shape, landmarks)"],
  ])('refuses what is no shape and no face (%#)', (options, message) => {
    expect(() => faceRegions(options as never)).toThrow(message);
  });
});

describe('attributionShares', () => {
  const signed = map([1, -2, 0, 3], [1, 2, 2]);

  it.each([
    ['absolute', [0.5, 0.5], [2 / 3, 2]],
    ['positive', [0.25, 0.75], [1 / 3, 3]],
    ['negative', [1, 0], [4 / 3, 0]],
  ] as const)('counts values by their sign: %s', (sign, values, relative) => {
    const shares = attributionShares(signed, halves, { sign });
    expect([...shares.values]).toEqual(values);
    expect(shares.areas).toEqual(Float32Array.of(0.75, 0.25));
    relative.forEach((value, i) => expect(shares.relative[i]).toBeCloseTo(value, 6));
    expect(shares).toMatchObject({ names: halves.names, shape: [1, 2], sign, warnings: [] });
  });

  it('sums channels first', () => {
    const { values } = attributionShares(map([1, -1, 2, 0, 0, 0, 1, 1], [1, 2, 2, 2]), halves);
    expect([...values]).toEqual([0.5, 0.5]);
  });

  it('takes regions of each image, and says where nothing counts and where a region is not', () => {
    const regions = { ...halves, labels: Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0), shape: [2, 2, 2] };
    const shares = attributionShares(map([0, 0, 0, 0, 1, 2, 3, 4], [2, 2, 2]), regions);
    expect([...shares.values]).toEqual([NaN, NaN, 1, 0]);
    expect([...shares.relative]).toEqual([NaN, NaN, 1, NaN]);
    expect(shares.warnings).toEqual(['the map of image 0 is zero everywhere']);
  });

  it.each([
    [
      map([1], [1, 1, 1]),
      halves,
      'invalid attribution: maps of 1 x 1 (expected 2 x 2, as the regions are: upsampleMap',
    ],
    [map([1, 2], [1, 2]), halves, 'invalid attribution: shape [1, 2] (expected [n, h, w] or [n, h, w, c])'],
    [signed, { ...halves, names: ['rest'] }, 'invalid regions: label 1 (expected 0..0, one a name)'],
    [signed, { ...halves, shape: [3, 2, 2] }, 'invalid regions: 4 values (expected 12 for shape [3, 2, 2])'],
    [signed, undefined, 'invalid regions: undefined (expected { labels, shape: [h, w] or'],
  ])('refuses what does not fit (%#)', (attribution, regions, message) => {
    expect(() => attributionShares(attribution, regions as never)).toThrow(message);
  });
});

describe('means of classes', () => {
  const maps = map([1, 3, 10, 10, 3, -1, 0, 0], [4, 1, 2]);

  it('are of the images with that label', () => {
    expect(meanMapPerClass(maps, [0, 1, 0, 1], { classes })).toEqual({
      values: Float32Array.of(2, 1, 5, 5, 0, 0),
      shape: [3, 1, 2],
      classes,
      counts: [2, 2, 0],
    });
  });

  it('give every image the same weight where maps are normalized, and leave zeros out', () => {
    const { values, counts } = meanMapPerClass(maps, Int32Array.of(0, 1, 0, 1), { classes, normalize: true });
    // [1, 3] / 2 and [3, -1] / 2; [10, 10] / 10.
    expect([...values]).toEqual([1, 0.5, 1, 1, 0, 0]);
    expect(counts).toEqual([2, 1, 0]);
  });

  it('make a table of shares', () => {
    const regions = { labels: Uint8Array.of(0, 1), shape: [1, 2], names: ['left', 'right'] };
    const table = meanSharesPerClass(attributionShares(maps, regions), [0, 1, 0, 1], { classes });
    expect([...table.values]).toEqual([0.5, 0.5, 0.5, 0.5, NaN, NaN]);
    expect([...table.relative]).toEqual([1, 1, 1, 1, NaN, NaN]);
    expect(table).toMatchObject({ names: regions.names, classes, shape: [3, 2], counts: [2, 1, 0] });
  });

  it.each([
    [[0, 1], { classes }, 'invalid labels: 2 (expected 4, one an image)'],
    [[0, 1, 2, 3], { classes }, 'invalid labels: 3 (expected 0..2, one of the classes)'],
    [[0, 1, 2, 0], {}, 'invalid classes: [] (expected their names)'],
  ])('refuse %j', (labels, options, message) => {
    expect(() => meanMapPerClass(maps, labels, options)).toThrow(message);
  });
});

describe('mapEntropy', () => {
  it('is 0 for one pixel, 1 for a flat map of any sign, and what the formula says between', () => {
    const maps = map([0, 5, 0, 0, 2, -2, 2, -2, 1, 1, 0, 0, 0, 0, 0, 0], [4, 2, 2]);
    const [one, flat, half, none] = mapEntropy(maps);
    expect([one, flat, none]).toEqual([0, 1, NaN]);
    // ln 2 of ln 4.
    expect(half).toBeCloseTo(0.5, 6);
  });
});

describe('entropyAgainstConfidence', () => {
  // Maps of 1, 2, 3, 4 equal pixels, and one of none.
  const spread = map([1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0], [5, 2, 2]);

  it('is -1 where the more confident image always has the narrower map, whatever the distances', () => {
    const { correlation, interval, n } = entropyAgainstConfidence(spread, [0.99, 0.5, 0.4, 0.3, 0.1]);
    expect(correlation).toBeCloseTo(-1, 12);
    expect(interval).toEqual([correlation, correlation]);
    expect(n).toBe(4);
  });

  it('gives Spearman, an interval and means of neighbours', () => {
    // Ranks 1 2 3 4 against 1 3 2 4: 1 - 6 * 2 / (4 * 15).
    const given = entropyAgainstConfidence(spread, [0.1, 0.3, 0.2, 0.6, 0.9], { bins: 2 });
    expect(given.correlation).toBeCloseTo(0.8, 12);
    const half = 1.96 * Math.sqrt(1.32);
    expect(given.interval[0]).toBeCloseTo(Math.tanh(Math.atanh(0.8) - half), 12);
    expect(given.interval[1]).toBeCloseTo(Math.tanh(Math.atanh(0.8) + half), 12);
    const third = Math.log(3) / Math.log(4);
    expect(given.bins.map(({ n }) => n)).toEqual([2, 2]);
    [0.15, 0.45].forEach((value, i) => expect(given.bins[i].confidence).toBeCloseTo(value, 6));
    [third / 2, 0.75].forEach((value, i) => expect(given.bins[i].entropy).toBeCloseTo(value, 6));
    expect(given.entropy[4]).toBeNaN();
  });

  it('refuses other numbers of confidences, and what is none', () => {
    expect(() => entropyAgainstConfidence(spread, [1])).toThrow(
      'invalid confidence: 1 numbers (expected 5, one',
    );
    expect(() => entropyAgainstConfidence(spread, [1, 1, 1, 1, NaN])).toThrow('invalid confidence: NaN');
  });
});
