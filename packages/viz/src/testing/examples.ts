import type { Figure, FigureOptions } from '../figure';
import * as viz from '../index';
import { blobs, face, faces, gabors, history, noise, probabilities, regions } from './synthetic';

const classes = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'];
const picture = (seed: number) => ({ data: face(seed), shape: [48, 48, 1] });

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

function explanationRows(): viz.ExplanationRow[] {
  const cases: [seed: number, truth: number, guess: number, strength: number][] = [
    [3, 3, 3, 4.2],
    [5, 4, 4, 2.1],
    [8, 2, 5, 1.6],
    [11, 6, 6, 0.9],
  ];
  return cases.map(([seed, truth, guess, strength]) => ({
    image: picture(seed),
    views: [
      { name: 'saliency', values: blobs(seed, 48, { grain: 0.9 }), shape: [48, 48] },
      {
        name: 'integrated gradients',
        values: blobs(seed + 40, 48, { signed: true, grain: 0.7 }),
        shape: [48, 48],
      },
      { name: 'Grad-CAM', values: blobs(seed + 80, 6, { count: 3, grain: 0.2 }), shape: [6, 6] },
    ],
    probabilities: probabilities(seed, 7, guess, strength),
    truth,
    note: `row ${seed * 1000}`,
  }));
}

const layer = (name: string, type: string, outputShape: (number | null)[], params: number) => ({
  name,
  type,
  outputShape,
  params,
});

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

/** Every figure of the package by name, each from made-up data. The tests keep them, the gallery shows them. */
export const examples: Record<string, (options: FigureOptions) => Figure> = {
  'explanation-sheet': (options) =>
    viz.explanationSheet(explanationRows(), {
      ...options,
      classes,
      caption: 'Four test faces. Saliency: absolute gradient of the logit; Grad-CAM of the last convolution.',
    }),
  'explanation-sheet-segments': (options) =>
    viz.explanationSheet(
      [3, 8].map((seed) => ({
        image: picture(seed),
        views: [
          {
            name: 'LIME',
            segments: { labels: regions(48, 7), shape: [48, 48] },
            keep: [9, 10, 11, 16, 17, 30, 31, 32],
          },
          {
            name: 'salient half',
            values: blobs(seed, 48, { count: 3 }),
            shape: [48, 48],
            display: 'masked' as const,
            threshold: 0.3,
          },
        ],
        probabilities: probabilities(seed, 7, 3, 3),
      })),
      { ...options, classes },
    ),
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
  'image-grid': (options) =>
    viz.imageGrid(faces(12), {
      ...options,
      captions: Array.from(
        { length: 12 },
        (_, i) => `${classes[i % 7]}\n${(0.95 - i * 0.04).toFixed(2)} ${classes[(i * 3) % 7]}`,
      ),
    }),
  'image-grid-groups': (options) =>
    viz.imageGrid(faces(9), {
      ...options,
      groups: Array.from({ length: 9 }, (_, i) => classes[i % 3]),
      columns: 6,
      scale: 1.5,
    }),
  'image-grid-one': (options) =>
    viz.imageGrid(faces(1), { ...options, title: 'One <face> & "quotes"', captions: ['row 1 < 2'] }),
  'heatmap-sequential': (options) =>
    viz.heatmap(
      { values: blobs(4, 48), shape: [48, 48] },
      { ...options, label: 'absolute gradient', clip: 0.995 },
    ),
  'heatmap-diverging': (options) =>
    viz.heatmap(
      { values: blobs(4, 48, { signed: true }), shape: [48, 48] },
      { ...options, label: 'attribution' },
    ),
  overlay: (options) =>
    viz.overlay(picture(3), { values: blobs(9, 6, { count: 3 }), shape: [6, 6] }, options),
  'overlay-diverging': (options) =>
    viz.overlay(picture(3), { values: blobs(9, 12, { signed: true }), shape: [12, 12] }, options),
  'superpixel-overlay': (options) =>
    viz.superpixelOverlay(
      picture(5),
      { labels: regions(48, 7), shape: [48, 48] },
      { ...options, keep: [9, 10, 11, 16, 17, 30, 31, 32] },
    ),
  'superpixel-overlay-weights': (options) => {
    const random = noise(3);
    const weights = Array.from({ length: 49 }, () => random() - 0.5);
    return viz.superpixelOverlay(
      picture(5),
      { labels: regions(48, 7), shape: [48, 48] },
      { ...options, weights },
    );
  },
  'filter-sheet': (options) => {
    const block = gabors(24, 10, 5, false);
    const values = Float32Array.from(block, (_, i) => block[(i % 576) * 10 + Math.floor(i / 576)]);
    return viz.filterSheet(
      { values, shape: [10, 24, 24, 1] },
      {
        ...options,
        captions: Array.from({ length: 10 }, (_, i) => `filter ${i * 7}\nmean ${(3.1 + i / 3).toFixed(1)}`),
      },
    );
  },
  'activation-sheet': (options) =>
    viz.activationSheet({ values: gabors(24, 64, 2), shape: [24, 24, 64] }, options),
  'activation-sheet-joint': (options) =>
    viz.activationSheet(
      { values: gabors(12, 40, 9, false), shape: [12, 12, 40] },
      { ...options, scaling: 'joint' },
    ),
  'activation-sheet-hundreds': (options) =>
    viz.activationSheet({ values: gabors(6, 400, 4), shape: [6, 6, 400] }, options),
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
  'model-diagram': (options) =>
    viz.modelDiagram(
      [
        layer('input', 'InputLayer', [null, 48, 48, 1], 0),
        layer('conv1', 'Conv2D', [null, 48, 48, 50], 500),
        layer('bn1', 'BatchNormalization', [null, 48, 48, 50], 200),
        layer('pool1', 'MaxPooling2D', [null, 24, 24, 50], 0),
        layer('drop1', 'Dropout', [null, 24, 24, 50], 0),
        layer('conv2', 'Conv2D', [null, 24, 24, 200], 90200),
        layer('pool2', 'MaxPooling2D', [null, 12, 12, 200], 0),
        layer('flatten', 'Flatten', [null, 28800], 0),
        layer('dense', 'Dense', [null, 7], 201607),
      ],
      { ...options, title: 'Two convolutions' },
    ),
  'model-diagram-branches': (options) =>
    viz.modelDiagram(
      [
        { ...layer('input', 'InputLayer', [null, 24, 24, 1], 0), inputs: [] },
        { ...layer('conv1', 'Conv2D', [null, 24, 24, 16], 160), inputs: ['input'] },
        { ...layer('block1_conv', 'Conv2D', [null, 24, 24, 16], 2320), inputs: ['conv1'] },
        { ...layer('block1_add', 'Add', [null, 24, 24, 16], 0), inputs: ['block1_conv', 'conv1'] },
        { ...layer('block2_conv1', 'Conv2D', [null, 12, 12, 32], 4640), inputs: ['block1_add'] },
        { ...layer('block2_conv2', 'Conv2D', [null, 12, 12, 32], 9248), inputs: ['block2_conv1'] },
        { ...layer('block2_shortcut', 'Conv2D', [null, 12, 12, 32], 544), inputs: ['block1_add'] },
        { ...layer('block2_bn', 'BatchNormalization', [null, 12, 12, 32], 128), inputs: ['block2_conv2'] },
        { ...layer('block2_add', 'Add', [null, 12, 12, 32], 0), inputs: ['block2_bn', 'block2_shortcut'] },
        { ...layer('pool', 'GlobalAveragePooling2D', [null, 32], 0), inputs: ['block2_add'] },
        { ...layer('logits', 'Dense', [null, 7], 231), inputs: ['pool'] },
      ],
      { ...options, title: 'Two convolutions in two residual blocks' },
    ),
  'method-comparison': (options) =>
    viz.methodComparison(
      {
        methods: ['saliency', 'integratedGradients', 'gradCam', 'lime', 'rise'],
        metrics: [
          { name: 'deletion', better: 'lower', values: [0.214, 0.178, 0.243, 0.197, 0.231] },
          { name: 'insertion', better: 'higher', values: [0.52, 0.61, 0.66, 0.58, 0.64] },
          { name: 'infidelity', better: 'lower', values: [0.00031, 0.00012, 0.0021, 0.0009, 0.0014] },
          { name: 'maxSensitivity', better: 'lower', values: [0.82, 0.41, 0.12, 0.66, 0.2] },
        ],
      },
      options,
    ),
};
