import { describe, expect, it } from 'vitest';
import {
  activationSheet,
  barChart,
  confusionMatrix,
  explanationSheet,
  historyPlot,
  imageGrid,
  methodComparison,
} from '../index';
import { embeddedPictures, textBoxes } from '../testing/read-svg';

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
