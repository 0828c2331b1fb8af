import * as viz from '../../index';
import type { Examples } from '../example';
import { classes, history, noise } from '../synthetic';

function confusions(): number[][] {
  const random = noise(7);
  const sizes = [467, 56, 496, 895, 653, 415, 607];
  const hit = [0.52, 0.41, 0.38, 0.87, 0.5, 0.79, 0.66];
  return sizes.map((size, i) => {
    const others = sizes.map((n, j) => (i === j ? 0 : n * random()));
    const sum = others.reduce((a, b) => a + b, 0);
    const row = others.map((value) => Math.round((value / sum) * size * (1 - hit[i])));
    row[i] = size - row.reduce((a, b) => a + b, 0);
    return row;
  });
}

/** A run that learns half as fast and ends lower. */
const slower = (records: ReturnType<typeof history>) =>
  records.map((record) => ({
    ...record,
    loss: record.loss * 0.5 + 0.9,
    accuracy: record.accuracy * 0.55 + 0.05,
    val_loss: record.val_loss * 0.4 + 1.1,
    val_accuracy: record.val_accuracy * 0.6 + 0.05,
  }));

/** A run that a seed made a little better or worse. */
const moved = (records: ReturnType<typeof history>, by: number) =>
  records.map((record) => ({
    ...record,
    val_loss: record.val_loss - 2 * by,
    val_accuracy: record.val_accuracy + by,
  }));

function bandOver(x: number[], name: string, best: number, seed: number): viz.LineSeries {
  const random = noise(seed);
  const y = x.map((size) => best * (1 - 12 / size ** 0.55) + 0.02 * random());
  const half = x.map((size) => 0.6 / size ** 0.5 + 0.004 * random());
  return {
    name,
    x,
    y,
    low: y.map((value, i) => value - half[i]),
    high: y.map((value, i) => value + half[i]),
  };
}

/** Bins of a model whose accuracy is its confidence to some power times a factor. */
function binsOf(trust: number, count: number, least = 1 / 7): viz.ReliabilityBin[] {
  const random = noise(count);
  return Array.from({ length: count }, (_, k) => {
    const [from, to] = [k / count, (k + 1) / count];
    if (to <= least) return { from, to, count: 0, confidence: 0, accuracy: 0 };
    const confidence = Math.max(least, from) + (to - Math.max(least, from)) * (0.3 + 0.5 * random());
    const accuracy = Math.min(1, confidence * trust + 0.06 * (random() - 0.5));
    return { from, to, count: Math.round(40 + 900 * to ** 3), confidence, accuracy };
  });
}

/** How a model learned and how good it is. */
export const training: Examples = {
  'history-plot': (options) => viz.historyPlot(history(60), options),
  'history-plot-one-epoch': (options) => viz.historyPlot(history(1), options),
  'history-plot-no-validation': (options) =>
    viz.historyPlot(
      history(8).map(({ epoch, loss, accuracy }) => ({ epoch, loss, accuracy })),
      options,
    ),
  'history-plot-smoothed': (options) => viz.historyPlot(history(60, 4), { ...options, smoothing: 0.7 }),
  'history-plot-runs': (options) =>
    viz.historyPlot(
      [
        { name: 'compact4', records: history(60, 2) },
        { name: 'compact4-dense', records: slower(history(80, 5)) },
      ],
      { ...options, smoothing: 0.6 },
    ),
  'history-plot-seeds': (options) =>
    viz.historyPlot(
      [
        { name: 'wide4', seeds: [1, 2, 3, 4, 5].map((seed) => moved(history(30, seed), (seed - 3) / 60)) },
        {
          name: 'wide4 without dropout',
          seeds: [6, 7, 8].map((seed) => moved(slower(history(30, seed)), (seed - 7) / 25)),
        },
        { name: 'tiny', records: slower(slower(history(20, 9))) },
      ],
      options,
    ),
  'history-plot-six-runs': (options) =>
    viz.historyPlot(
      classes.slice(0, 6).map((name, i) => ({
        name: `a run with a long name, ${name}`,
        records: history(12, i + 1).map(({ epoch, loss, accuracy }) => ({ epoch, loss, accuracy })),
      })),
      options,
    ),
  'line-plot': (options) =>
    viz.linePlot(
      [
        bandOver([500, 1000, 2000, 4000, 8000, 16000, 28709], 'cnn', 0.64, 3),
        bandOver([500, 1000, 2000, 4000, 8000, 16000, 28709], 'dense twin', 0.4, 5),
      ],
      {
        title: 'Accuracy by size of the training set',
        ...options,
        xLabel: 'training images',
        yLabel: 'test accuracy',
        xScale: 'log',
        format: (value) => value.toFixed(3),
        caption: 'Mean and 95 % interval over three seeds.',
      },
    ),
  'line-plot-one-series': (options) =>
    viz.linePlot(
      [
        {
          name: 'Insertion curve',
          x: Array.from({ length: 50 }, (_, i) => i / 49),
          y: Array.from({ length: 50 }, (_, i) => 1 - Math.exp(-i / 12)),
        },
      ],
      { ...options, xLabel: 'share of the pixels shown', yLabel: 'probability' },
    ),
  'reliability-curve': (options) => viz.reliabilityCurve(binsOf(0.8, 15), options),
  'reliability-curve-underconfident': (options) =>
    viz.reliabilityCurve(
      binsOf(1.15, 10, 0.3).map((bin) => ({ ...bin, count: Math.round(bin.count / 40) })),
      { ...options, caption: '90 faces of the test split.' },
    ),
  'confusion-matrix': (options) => viz.confusionMatrix({ counts: confusions(), classes }, options),
  'confusion-matrix-empty-row': (options) =>
    viz.confusionMatrix(
      {
        counts: [
          [5, 2, 0],
          [0, 0, 0],
          [1, 0, 1300],
        ],
        classes: ['left', 'a class with a very long name', 'right'],
      },
      options,
    ),
  'bar-chart': (options) =>
    viz.barChart(
      {
        labels: classes,
        series: [
          { name: 'training', values: [3995, 436, 4097, 7215, 4830, 3171, 4965] },
          { name: 'public test', values: [467, 56, 496, 895, 653, 415, 607] },
          { name: 'private test', values: [491, 55, 528, 879, 594, 416, 626] },
        ],
      },
      options,
    ),
  'bar-chart-intervals': (options) =>
    viz.barChart(
      {
        labels: ['as it is', 'without augmentation', 'without dropout', 'without data normalisation'],
        series: [
          {
            name: 'training',
            values: [0.71, 0.93, 0.97, 0.39],
            low: [0.7, 0.92, 0.962, 0.34],
            high: [0.72, 0.94, 0.978, 0.44],
          },
          {
            name: 'held out',
            values: [0.66, 0.55, 0.64, 0.42],
            low: [0.652, 0.535, 0.63, 0.36],
            high: [0.668, 0.565, 0.65, 0.48],
          },
        ],
      },
      {
        title: 'Ablations',
        ...options,
        unit: 'accuracy',
        format: (value) => value.toFixed(2),
        interval: '95 % confidence interval, 5 seeds',
      },
    ),
  'bar-chart-one-series': (options) =>
    viz.barChart({ labels: classes, series: [{ name: 'all', values: [12, 3, 0, 40, 21, 8, 19] }] }, options),
};
