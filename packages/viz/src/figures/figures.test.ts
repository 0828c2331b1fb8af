import { describe, expect, it } from 'vitest';
import {
  activationSheet,
  barChart,
  confusionMatrix,
  explanationSheet,
  historyPlot,
  imageGrid,
  mapPicture,
  methodComparison,
  reliabilityCurve,
} from '../index';
import { spread } from '../svg/spread';
import { embeddedPictures, textBoxes } from '../testing/read-svg';
import { smoothed } from './smoothing';

const texts = (svg: string) => textBoxes(svg).map((box) => box.content);

describe('historyPlot', () => {
  const records = [0.3, 0.5, 0.4].map((accuracy, i) => ({
    epoch: i + 1,
    loss: 2 - i / 2,
    accuracy,
    val_loss: [3, 2, 1][i],
    val_accuracy: accuracy,
  }));

  it('marks the epoch of the highest validation accuracy', () => {
    expect(texts(historyPlot(records).svg)).toContain('Best validation accuracy 0.500 in epoch 2');
  });

  it('falls back on the lowest validation loss', () => {
    const without = records.map(({ val_accuracy: _, ...record }) => record);
    expect(texts(historyPlot(without).svg)).toContain('Best validation loss 1.000 in epoch 3');
  });

  it('labels both lines in both panels by name and last value', () => {
    const labels = texts(historyPlot(records).svg);
    expect(labels).toContain('training 1.000');
    expect(labels.filter((text) => text.startsWith('validation '))).toHaveLength(2);
  });
});

describe('historyPlot of several runs', () => {
  const run = (values: number[]) =>
    values.map((value, i) => ({ epoch: i + 1, loss: 1, accuracy: value, val_loss: 2, val_accuracy: value }));

  it('names the best of each run, and of seeds their mean and deviation', () => {
    const { svg } = historyPlot([
      { name: 'cnn', seeds: [run([0.2, 0.5]), run([0.6, 0.4]), run([0.3, 0.7])] },
      { name: 'dense', records: run([0.3, 0.25]) },
    ]);
    // Best 0.5, 0.6, 0.7: mean 0.6, sample deviation 0.1.
    expect(texts(svg)).toContain(
      'Best validation accuracy: cnn 0.600 ± 0.100 (3 seeds), dense 0.300 (epoch 1)',
    );
    expect(texts(svg)).toContain('0.533'); // mean of the last 0.5, 0.4, 0.7
    expect(svg.match(/<polygon/g)).toHaveLength(2); // a band in each panel
  });

  it('draws the mean over the epochs that all seeds have', () => {
    const { svg } = historyPlot([{ name: 'cnn', seeds: [run([0.2, 0.4, 0.9]), run([0.4, 0.6])] }]);
    expect(texts(svg)).toContain('0.500');
    expect(texts(svg)).not.toContain('3');
  });

  it('smooths lines without the pull of their start', () => {
    // m1 = v1; m2 = (s (1-s) v1 + (1-s) v2) / (1 - s^2) = (0.25*0 + 0.5*0.75) / 0.75 = 0.5
    const points = smoothed([[1, 0] as const, [2, 0.75] as const], 0.5);
    expect(points).toEqual([
      [1, 0],
      [2, 0.5],
    ]);
  });
});

describe('reliabilityCurve', () => {
  it('states the calibration error and which way the model errs', () => {
    const bins = [
      { from: 0, to: 0.5, count: 1, confidence: 0.4, accuracy: 1 },
      { from: 0.5, to: 1, count: 3, confidence: 0.9, accuracy: 1 / 3 },
    ];
    const said = texts(reliabilityCurve(bins).svg).join(' ');
    // (0.6 + 3 * 0.5667) / 4; accuracy 2 of 4; confidence (0.4 + 2.7) / 4
    expect(said).toContain(
      'Expected calibration error 0.575: accuracy 50.0 % at a mean confidence of 77.5 %, overconfident',
    );
    expect(said).toContain('3 of 4 predictions');
  });
});

describe('labels at the ends of lines', () => {
  it('keep their distance about where they want to be, within their bounds', () => {
    expect(spread([10, 50], 16, 0, 100)).toEqual([10, 50]);
    expect(spread([10, 20], 16, 0, 100)).toEqual([7, 23]);
    expect(spread([1, 2, 3], 16, 0, 100)).toEqual([0, 16, 32]);
    expect(spread([97, 98, 99], 16, 0, 100)).toEqual([68, 84, 100]);
    expect(spread([10, 30, 31, 44], 16, 0, 100)).toEqual([4, 20, 36, 52].map((at) => at + 0.75));
  });
});

describe('confusionMatrix', () => {
  const { svg } = confusionMatrix({
    counts: [
      [8, 2],
      [1, 9],
    ],
    classes: ['happy', 'sad'],
  });

  it('states the accuracy, the share of the row and the count', () => {
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['Accuracy 85.0 % (17 of 20)', '80 %', '8', '10 %', '1', 'n = 10']),
    );
  });

  it('stays readable with many classes', () => {
    const classes = Array.from({ length: 20 }, (_, i) => `class ${i}`);
    const counts = classes.map((_, i) => classes.map((_, j) => (i === j ? 9 : 1)));
    expect(texts(confusionMatrix({ counts, classes }).svg)).toContain('32');
  });
});

describe('imageGrid', () => {
  it('embeds the pixels of the picture, enlarged', () => {
    const data = Uint8Array.of(0, 85, 170, 255);
    const [picture] = embeddedPictures(imageGrid({ data, shape: [1, 2, 2, 1] }, { scale: 3 }).svg);
    expect([picture.width, picture.height]).toEqual([12, 12]);
    const at = (x: number, y: number) => picture.data[(y * 12 + x) * picture.channels];
    expect([at(0, 0), at(11, 0), at(5, 6), at(6, 6)]).toEqual([0, 85, 170, 255]);
  });

  it('keeps groups together in order of appearance', () => {
    const images = { data: new Uint8Array(3), shape: [3, 1, 1, 1] };
    const { svg } = imageGrid(images, { groups: ['b', 'a', 'b'], captions: ['1', '2', '3'] });
    expect(texts(svg).slice(1)).toEqual(['b', '1', '3', 'a', '2']);
  });
});

describe('mapPicture', () => {
  it('is a map in the colours of its heat map, as a picture that a grid takes', () => {
    const { data, shape } = mapPicture({ values: Float32Array.of(-2, 0, 1, 2), shape: [2, 2] });
    expect(shape).toEqual([2, 2, 3]);
    // The ends and the middle of blue-white-red.
    expect([...data.slice(0, 6)]).toEqual([5, 48, 97, 255, 255, 255]);
    expect([...data.slice(9)]).toEqual([103, 0, 31]);
    expect(() => imageGrid({ data, shape: [1, ...shape] })).not.toThrow();
  });
});

describe('activationSheet', () => {
  // Two channels of 1 x 2: one ten times as strong as the other.
  const layer = { values: Float32Array.of(0, 0, 1, 10), shape: [1, 2, 2] };
  const colors = (scaling: 'each' | 'joint') => {
    const [sheet] = embeddedPictures(activationSheet(layer, { scaling, columns: 2, tile: 2 }).svg);
    const last = (x: number) => [...sheet.data.slice(x * sheet.channels, x * sheet.channels + 3)];
    return [last(1), last(sheet.width - 1)];
  };

  it('scales each channel by itself', () => {
    const [weak, strong] = colors('each');
    expect(weak).toEqual(strong);
  });

  it('scales all channels jointly if asked to', () => {
    const [weak, strong] = colors('joint');
    expect(weak).not.toEqual(strong);
  });

  it('says how it scaled and how many channels are constant', () => {
    const { svg } = activationSheet({ values: Float32Array.of(0, 0, 0, 10), shape: [1, 2, 2] });
    expect(svg).toContain(
      'Each channel has its own colour scale. 1 of 2 channels are constant on this picture.',
    );
  });
});

describe('explanationSheet', () => {
  const image = { data: new Float32Array(4).fill(0.5), shape: [2, 2, 1] };
  const row = { image, views: [], probabilities: [0.2, 0.5, 0.3] };
  const classes = ['angry', 'happy', 'sad'];

  it('takes the most probable class as the prediction and says what was true', () => {
    expect(texts(explanationSheet([{ ...row, truth: 2 }], { classes }).svg)).toEqual(
      expect.arrayContaining(['happy 50 %', 'true: sad']),
    );
    expect(texts(explanationSheet([{ ...row, truth: 1 }], { classes }).svg)).toContain('correct');
  });

  it('breaks the name of a method that is wider than its pictures, and cuts none', () => {
    const views = [{ name: 'neuronIntegratedGradients', values: new Float32Array(4), shape: [2, 2] }];
    expect(texts(explanationSheet([{ ...row, views }], { classes }).svg)).toEqual(
      expect.arrayContaining(['neuronIntegrated', 'Gradients']),
    );
  });

  it('shows the true class among many even if it is improbable', () => {
    const many = Array.from({ length: 30 }, (_, i) => `c${i}`);
    const probabilities = many.map((_, i) => (30 - i) / 465);
    const labels = texts(explanationSheet([{ ...row, probabilities, truth: 29 }], { classes: many }).svg);
    expect(labels).toContain('c29');
    expect(labels).not.toContain('c20');
  });
});

describe('tables and bars', () => {
  it('write counts with thousands separators and lengths in proportion', () => {
    const { svg } = barChart({ labels: ['a', 'b'], series: [{ name: 's', values: [1000, 500] }] });
    expect(texts(svg)).toContain('1,000');
    const widths = [...svg.matchAll(/<rect[^>]* width="(\d+(?:\.\d+)?)"[^>]*rx="2"/g)].map((match) =>
      Number(match[1]),
    );
    expect(widths[0] / widths[1]).toBeCloseTo(2);
  });

  it('print the best method of a column in bold, whichever way is better', () => {
    const { svg } = methodComparison({
      methods: ['x', 'y'],
      metrics: [
        { name: 'up', better: 'higher', values: [1, 2] },
        { name: 'down', better: 'lower', values: [3, 4] },
      ],
    });
    expect(svg).toMatch(/font-weight="600"[^>]*>2</);
    expect(svg).toMatch(/font-weight="600"[^>]*>3</);
    expect(svg).not.toMatch(/font-weight="600"[^>]*>[14]</);
  });
});
