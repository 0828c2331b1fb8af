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
