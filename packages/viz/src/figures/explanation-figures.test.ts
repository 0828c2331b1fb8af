import { describe, expect, it } from 'vitest';
import * as viz from '../index';
import { embeddedPictures, textBoxes } from '../testing/read-svg';

const texts = (svg: string) => textBoxes(svg).map((box) => box.content);
const ones = (length: number) => new Float32Array(length).fill(0.5);
const broken = Float32Array.of(0, 1, NaN, 0);
const square = { data: ones(4), shape: [2, 2] };
const classes = ['a', 'b'];
const map = (...values: number[]) => ({ values: Float32Array.from(values), shape: [2, 2] });
/** The grey value (or red) of an embedded picture's pixel, counted in pixels of the picture before it was enlarged. */
const greyAt = (picture: ReturnType<typeof embeddedPictures>[number], x: number, y: number, across = 2) => {
  const factor = picture.width / across;
  const [px, py] = [Math.floor((x + 0.5) * factor), Math.floor((y + 0.5) * factor)];
  return picture.data[(py * picture.width + px) * picture.channels];
};

const superpixels = {
  image: square,
  segments: { labels: Int32Array.of(0, 0, 1, 1), shape: [2, 2] },
  keep: [0],
  predicted: 0,
};
const curvePanel = (...curves: viz.FaithfulnessCurve[]): viz.CurvePanel => ({
  name: 'deletion',
  better: 'lower',
  methods: [{ name: 'a', curves }],
});

/** The pictures as they are written: comparing decoded ones pixel by pixel takes seconds. */
const writtenPictures = (svg: string) => [...svg.matchAll(/base64,([^"]*)"/g)].map((match) => match[1]);

describe('superpixelSheet', () => {
  const white = { data: Uint8Array.of(255, 255, 255, 255), shape: [2, 2] };
  const item = { ...superpixels, image: white, truth: 1 };

  it('says label / predicted by name and by number', () => {
    expect(texts(viz.superpixelSheet([item], { classes }).svg)).toEqual(
      expect.arrayContaining(['b / a', '1 / 0', 'Captions: label / predicted.']),
    );
  });

  it('leaves the kept regions clear and darkens the others', () => {
    const [image, painted] = embeddedPictures(viz.superpixelSheet([item], { classes }).svg);
    expect(greyAt(image, 0, 1)).toBe(255);
    expect(greyAt(painted, 0, 0)).toBe(255);
    // 0.35 * 255 + 0.65 * 18
    expect(greyAt(painted, 0, 1)).toBe(101);
  });

  it('draws the edge of a kept region as a line on both of its sides, the whole way across', () => {
    const [, painted] = embeddedPictures(viz.superpixelSheet([item], { classes }).svg);
    const { width, height, channels, data } = painted;
    const isLine = (x: number, y: number) => data[(y * width + x) * channels + 2] === 0;
    const rows = Array.from({ length: height }, (_, y) => y).filter((y) => isLine(0, y));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((y) => Array.from({ length: width }, (_, x) => x).every((x) => isLine(x, y)))).toBe(
      true,
    );
    // As many above the middle as below.
    expect(rows[0] + rows.at(-1)!).toBe(height - 1);
  });

  it('wraps names that are wider than a picture instead of cutting them', () => {
    const long = 'a name that is much wider than its picture';
    const { svg } = viz.superpixelSheet([{ ...item, predicted: 1 }], { classes: ['a', long] });
    expect(texts(svg).join(' ')).toContain(`${long} / ${long}`);
    expect(svg).not.toContain('…');
  });
});

describe('maps on one scale', () => {
  const rows = [{ image: square, maps: [map(1, -1, 0, 0.5), map(1000, -1000, 0, 500)] }];
  const picturesOf = (units: viz.MapUnits) => {
    const [, first, second] = writtenPictures(
      viz.methodMaps({ methods: ['small', 'large'], rows }, { units }).svg,
    );
    return [first, second];
  };

  it('look alike if they differ by a factor and each has its own unit', () => {
    const [small, large] = picturesOf('own');
    expect(small).toBe(large);
  });

  it('keep their factor if they have one unit, which the bar states', () => {
    const [small, large] = picturesOf('same');
    expect(small).not.toBe(large);
    const { svg } = viz.methodMaps({ methods: ['small', 'large'], rows }, { units: 'same', clip: 1 });
    expect(texts(svg)).toEqual(expect.arrayContaining(['−1000', '0', '1000']));
  });

  it('all diverge if one of them is signed', () => {
    const mixed = [{ image: square, maps: [map(0, 0, 0, 1), map(-1, 0, 0, 1)] }];
    const [, unsigned] = embeddedPictures(viz.methodMaps({ methods: ['u', 's'], rows: mixed }).svg);
    expect(greyAt(unsigned, 0, 0)).toBe(255); // white, not black
  });

  it('have one bar under an explanation sheet', () => {
    const views = rows[0].maps.map((one, i) => ({ name: `m${i}`, ...one }));
    const sheet = (units?: viz.MapUnits) =>
      viz.explanationSheet([{ image: square, views, probabilities: [0.2, 0.8] }], { classes, units });
    const against = (units?: viz.MapUnits) => texts(sheet(units).svg).filter((text) => text === 'against');
    expect(against()).toHaveLength(2);
    expect(against('own')).toHaveLength(1);
    const [, first, second] = writtenPictures(sheet('own').svg);
    expect(first).toBe(second);
  });

  it('stand over the scores of their methods, the best in bold', () => {
    const { svg } = viz.methodMaps({
      methods: ['small', 'large'],
      rows,
      metrics: [{ name: 'deletion', better: 'lower', values: [0.25, 0.75] }],
    });
    expect(texts(svg)).toContain('deletion ↓');
    expect(svg).toMatch(/font-weight="600"[^>]*>0.25</);
    expect(svg).not.toMatch(/font-weight="600"[^>]*>0.75</);
  });
});

describe('faithfulnessCurves', () => {
  it('writes the area under the mean curve and names the best by its direction', () => {
    const x = [0, 0.5, 1];
    const methods = [
      // Areas 0.5 and 0.25, of the mean (1, 0.25, 0) 0.375.
      {
        name: 'low',
        curves: [
          { x, y: [1, 0.5, 0] },
          { x, y: [1, 0, 0] },
        ],
      },
      {
        name: 'high',
        curves: [
          { x, y: [1, 1, 1] },
          { x, y: [1, 1, 1] },
        ],
      },
    ];
    const { svg } = viz.faithfulnessCurves([
      { name: 'deletion', better: 'lower', methods },
      { name: 'insertion', better: 'higher', methods },
    ]);
    expect(texts(svg)).toEqual(expect.arrayContaining(['AUC 0.375', 'AUC 1.000']));
    expect(texts(svg)).toContain('Best: low (0.375) by deletion, high (1.000) by insertion');
    expect(svg).toContain('Curves: probability on average over 2 pictures.');
  });

  it('divides the area by the length of the axis, so that it is a mean height', () => {
    const { svg } = viz.faithfulnessCurves([curvePanel({ x: [0.1, 0.5], y: [0.8, 0.4] })]);
    expect(texts(svg)).toContain('AUC 0.600');
  });
});

describe('saliencyTriptych', () => {
  it('blackens the pixels whose value, scaled to 0..1, is under the threshold', () => {
    const image = { data: Uint8Array.of(200, 201, 202, 203), shape: [2, 2] };
    const { svg } = viz.saliencyTriptych(image, map(1, 2, 3, 5), { threshold: 0.5 });
    const [, , masked] = embeddedPictures(svg);
    expect([greyAt(masked, 0, 0), greyAt(masked, 1, 0)]).toEqual([0, 0]);
    expect([greyAt(masked, 0, 1), greyAt(masked, 1, 1)]).toEqual([202, 203]);
    expect(svg).toContain('black where it is under 0.5: 50 % of the pixels are left.');
  });
});

describe('occlusionMap', () => {
  it('outlines the window to scale', () => {
    const { svg } = viz.occlusionMap(
      { data: ones(16), shape: [4, 4] },
      { values: ones(16), shape: [4, 4] },
      {
        size: 80,
        window: [1, 2],
      },
    );
    // 20 pixels each, less the width of the line.
    expect(svg).toMatch(/width="36" height="16" fill="none"/);
  });
});

describe('tracePlot', () => {
  it('draws traces that are under way as far as they got', () => {
    const values = [0, 1, 4, NaN, 0, 2, NaN, NaN, NaN, NaN, NaN, NaN];
    const { svg } = viz.tracePlot({ values, shape: [3, 4] }, { names: ['p', 'q', 'r'] });
    expect(svg).toContain('Best so far: p, from 0 to 4 in 2 steps');
    expect(svg).not.toContain('NaN');
    const none = { values: [NaN, NaN], shape: [1, 2] };
    expect(() => viz.tracePlot(none)).toThrow('invalid traces[0]: NaN');
  });

  it('names the trace with the highest end and counts those that did not rise', () => {
    const values = [0, 9, 1, 0, 2, 3, 1, 1, 1];
    const { svg } = viz.tracePlot({ values, shape: [3, 3] }, { names: ['p', 'q', 'r'] });
    expect(texts(svg)).toContain('Best: q, from 0 to 3 in 2 steps');
    expect(svg).toContain('1 of 3 end no higher than they began.');
  });
});

describe('parameterBar', () => {
  it('has parts in proportion and lists the largest layers', () => {
    const { svg } = viz.parameterBar(
      [
        { name: 'conv', type: 'Conv2D', params: 250 },
        { name: 'pool', type: 'MaxPooling2D', params: 0 },
        { name: 'dense', type: 'Dense', params: 750 },
      ],
      { listed: 1 },
    );
    const widths = [...svg.matchAll(/width="(\d+(?:\.\d+)?)" height="36"/g)].map(
      (match) => Number(match[1]) + 1.5,
    );
    expect(widths[1] / widths[0]).toBeCloseTo(3);
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['1,000 parameters in 2 of 3 layers', 'dense', '750', '75 %', 'conv', '25 %']),
    );
  });
});

describe('confusionMatrix', () => {
  it('marks and names the largest confusions by their share of the true class', () => {
    const data = {
      counts: [
        [90, 10, 0],
        [3, 5, 2],
        [1, 0, 999],
      ],
      classes: ['x', 'y', 'z'],
    };
    const marks = (svg: string) => svg.match(/<rect[^>]*stroke-dasharray/g)?.length ?? 0;
    const { svg } = viz.confusionMatrix(data);
    expect(texts(svg).join(' ')).toContain('the largest confusions: y → x 30 %, y → z 20 %.');
    expect(marks(svg)).toBe(2);
    expect(marks(viz.confusionMatrix(data, { marked: 0 }).svg)).toBe(0);
    // There are four that are not empty.
    expect(marks(viz.confusionMatrix(data, { marked: 9 }).svg)).toBe(4);
  });
});

const cases: [name: string, call: () => unknown, message: string][] = [
  [
    'superpixelOverlay, no such region',
    () => viz.superpixelOverlay(square, { labels: Int32Array.of(0, 1, 2, 2), shape: [2, 2] }, { keep: [3] }),
    'invalid region to keep: 3 (expected a whole number in 0..2)',
  ],
  [
    'superpixelSheet, no items',
    () => viz.superpixelSheet([], { classes }),
    'invalid number of items: 0 (expected at least 1)',
  ],
  [
    'superpixelSheet, class',
    () => viz.superpixelSheet([{ ...superpixels, predicted: 2 }], { classes }),
    'invalid predicted of items[0]: 2 (expected a whole number in 0..1)',
  ],
  [
    'superpixelSheet, unlike pictures',
    () =>
      viz.superpixelSheet([superpixels, { ...superpixels, image: { data: ones(6), shape: [2, 3] } }], {
        classes,
      }),
    'invalid size of image of items[1]: 2 x 3 (expected 2 x 2 as in items[0])',
  ],
  [
    'superpixelSheet, weights',
    () => viz.superpixelSheet([{ ...superpixels, weights: [1, NaN] }], { classes }),
    'invalid weights of items[0][1]: NaN (expected a finite number)',
  ],
  [
    'saliencyTriptych, threshold',
    () => viz.saliencyTriptych(square, { values: ones(4), shape: [2, 2] }, { threshold: 50 }),
    'invalid threshold: 50 (expected 0..1)',
  ],
  [
    'saliencyTriptych, NaN',
    () => viz.saliencyTriptych(square, { values: broken, shape: [2, 2] }),
    'invalid map[2]: NaN (expected a finite number)',
  ],
  [
    'occlusionMap, window',
    () => viz.occlusionMap(square, { values: ones(4), shape: [2, 2] }, { window: [1, 3] }),
    'invalid width of the window: 3 (expected a whole number in 1..2)',
  ],
  [
    'methodMaps, maps',
    () => viz.methodMaps({ methods: ['a', 'b'], rows: [{ image: square, maps: [] }] }),
    'invalid number of maps of rows[0]: 0 (expected 2)',
  ],
  [
    'methodMaps, NaN',
    () =>
      viz.methodMaps({
        methods: ['a'],
        rows: [{ image: square, maps: [{ values: broken, shape: [2, 2] }] }],
      }),
    "invalid 'a' of rows[0][2]: NaN (expected a finite number)",
  ],
  [
    'methodMaps, scores',
    () =>
      viz.methodMaps({
        methods: ['a'],
        rows: [{ image: square, maps: [{ values: ones(4), shape: [2, 2] }] }],
        metrics: [{ name: 'q', better: 'lower', values: [] }],
      }),
    "invalid number of values of metric 'q': 0 (expected 1)",
  ],
  [
    'methodMaps, units',
    () =>
      viz.methodMaps(
        { methods: ['a'], rows: [{ image: square, maps: [{ values: ones(4), shape: [2, 2] }] }] },
        { units: 'all' as 'own' },
      ),
    "invalid units: all (expected 'same' or 'own')",
  ],
  [
    'faithfulnessCurves, no panels',
    () => viz.faithfulnessCurves([]),
    'invalid number of panels: 0 (expected at least 1)',
  ],
  [
    'faithfulnessCurves, no curves',
    () =>
      viz.faithfulnessCurves([{ name: 'deletion', better: 'lower', methods: [{ name: 'a', curves: [] }] }]),
    "invalid number of curves of 'a' by deletion: 0 (expected at least 1)",
  ],
  [
    'faithfulnessCurves, unlike steps',
    () => viz.faithfulnessCurves([curvePanel({ x: [0, 1], y: [1, 0] }, { x: [0, 0.5], y: [1, 0] })]),
    "invalid x of 'a' by deletion[1][1]: 0.5 (expected 1 as in the first curve)",
  ],
  [
    'faithfulnessCurves, order',
    () => viz.faithfulnessCurves([curvePanel({ x: [0, 0], y: [1, 0] })]),
    "invalid x of 'a' by deletion[0][1]: 0 (expected more than 0 before it)",
  ],
  [
    'faithfulnessCurves, NaN',
    () => viz.faithfulnessCurves([curvePanel({ x: [0, 1], y: [1, NaN] })]),
    "invalid y of 'a' by deletion[0][1]: NaN (expected a finite number)",
  ],
  [
    'tracePlot, rank',
    () => viz.tracePlot({ values: ones(4), shape: [4] }),
    'invalid shape of traces: [4] (expected [n, steps + 1] with a step)',
  ],
  [
    'tracePlot, NaN',
    () => viz.tracePlot({ values: broken, shape: [1, 4] }),
    'invalid traces[2]: NaN (expected a finite number)',
  ],
  [
    'tracePlot, names',
    () => viz.tracePlot({ values: ones(4), shape: [2, 2] }, { names: ['a'] }),
    'invalid number of names: 1 (expected 2)',
  ],
  [
    'parameterBar, params',
    () => viz.parameterBar([{ name: 'l', type: 'Dense', params: -1 }]),
    "invalid params of layer 'l': -1 (expected a whole number from 0)",
  ],
  [
    'parameterBar, none',
    () => viz.parameterBar([{ name: 'l', type: 'Flatten', params: 0 }]),
    'invalid params of all layers: 0 (expected a layer that has some)',
  ],
  [
    'confusionMatrix, marked',
    () => viz.confusionMatrix({ counts: [[1]], classes: ['a'] }, { marked: -1 }),
    'invalid marked: -1 (expected a whole number from 0)',
  ],
];

describe('a wrong call names the value and what was expected', () => {
  it.each(cases)('%s', (_, call, message) => {
    expect(call).toThrow(new Error(message));
  });
});
