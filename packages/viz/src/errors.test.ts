import { describe, expect, it } from 'vitest';
import * as viz from './index';

const ones = (length: number) => new Float32Array(length).fill(0.5);
const broken = Float32Array.of(0, 1, NaN, 0);
const square = { data: ones(4), shape: [2, 2] };
const record = { epoch: 1, loss: 1, accuracy: 0.5 };
const row = { image: square, views: [], probabilities: [0.25, 0.75] };
const classes = ['a', 'b'];

const cases: [name: string, call: () => unknown, message: string][] = [
  [
    'imageGrid, rank',
    () => viz.imageGrid(square),
    'invalid shape of images: [2, 2] (expected [n, h, w, c] with c 1 or 3)',
  ],
  [
    'imageGrid, channels',
    () => viz.imageGrid({ data: ones(8), shape: [1, 2, 2, 2] }),
    'invalid shape of images: [1, 2, 2, 2] (expected [n, h, w, c] with c 1 or 3)',
  ],
  [
    'imageGrid, length',
    () => viz.imageGrid({ data: ones(5), shape: [1, 2, 2, 1] }),
    'invalid length of images: 5 (expected 4 for shape [1, 2, 2, 1])',
  ],
  [
    'imageGrid, no images',
    () => viz.imageGrid({ data: ones(0), shape: [0, 2, 2, 1] }),
    'invalid shape of images: [0, 2, 2, 1] (expected [n, h, w, c] with c 1 or 3)',
  ],
  [
    'imageGrid, NaN',
    () => viz.imageGrid({ data: broken, shape: [1, 2, 2, 1] }),
    'invalid images[2]: NaN (expected a finite number)',
  ],
  [
    'imageGrid, range',
    () => viz.imageGrid({ data: Float32Array.of(255), shape: [1, 1, 1, 1] }),
    'invalid images[0]: 255 (expected 0..1 for Float32Array: undo the preprocessing, or pass a Uint8Array of 0..255)',
  ],
  [
    'imageGrid, captions',
    () => viz.imageGrid({ data: ones(4), shape: [1, 2, 2, 1] }, { captions: [] }),
    'invalid number of captions: 0 (expected 1)',
  ],
  [
    'imageGrid, columns',
    () => viz.imageGrid({ data: ones(4), shape: [1, 2, 2, 1] }, { columns: 0 }),
    'invalid columns: 0 (expected a whole number from 1)',
  ],
  [
    'heatmap, several maps',
    () => viz.heatmap({ values: ones(8), shape: [2, 2, 2] }),
    'invalid shape of values: [2, 2, 2] (expected [h, w], one map of one channel)',
  ],
  [
    'heatmap, NaN',
    () => viz.heatmap({ values: broken, shape: [2, 2] }),
    'invalid values[2]: NaN (expected a finite number)',
  ],
  [
    'heatmap, clip',
    () => viz.heatmap({ values: ones(4), shape: [2, 2] }, { clip: 2 }),
    'invalid clip: 2 (expected 0.5..1)',
  ],
  [
    'heatmap, domain',
    () => viz.heatmap({ values: ones(4), shape: [2, 2] }, { domain: [1, 0] }),
    'invalid domain: [1, 0] (expected [low, high] with low < high)',
  ],
  [
    'heatmap, palette',
    () => viz.heatmap({ values: ones(4), shape: [2, 2] }, { palette: 'jet' as 'magma' }),
    'invalid palette: jet (expected viridis, magma, inferno, greys, blues, blueWhiteRed)',
  ],
  [
    'overlay, opacity',
    () => viz.overlay(square, { values: ones(4), shape: [2, 2] }, { opacity: 1.4 }),
    'invalid opacity: 1.4 (expected 0..1)',
  ],
  [
    'overlay, image',
    () => viz.overlay({ data: ones(8), shape: [2, 2, 2] }, { values: ones(4), shape: [2, 2] }),
    'invalid shape of image: [2, 2, 2] (expected [h, w] or [h, w, c] with c 1 or 3)',
  ],
  [
    'superpixelOverlay, size',
    () => viz.superpixelOverlay(square, { labels: new Int32Array(6), shape: [2, 3] }),
    'invalid shape of segments: [2, 3] (expected [2, 2])',
  ],
  [
    'superpixelOverlay, weights',
    () =>
      viz.superpixelOverlay(square, { labels: Int32Array.of(0, 1, 2, 2), shape: [2, 2] }, { weights: [1] }),
    'invalid number of weights: 1 (expected 3)',
  ],
  [
    'superpixelOverlay, negative label',
    () => viz.superpixelOverlay(square, { labels: Int32Array.of(0, -1, 2, 2), shape: [2, 2] }),
    'invalid segments[1]: -1 (expected a whole number >= 0)',
  ],
  [
    'filterSheet, NaN',
    () => viz.filterSheet({ values: broken, shape: [1, 2, 2, 1] }),
    'invalid values[2]: NaN (expected a finite number)',
  ],
  [
    'filterSheet, scaling',
    () => viz.filterSheet({ values: ones(4), shape: [1, 2, 2, 1] }, { scaling: 'x' as 'each' }),
    "invalid scaling: x (expected 'each', 'joint' or 'none')",
  ],
  [
    'activationSheet, rank',
    () => viz.activationSheet({ values: ones(4), shape: [2, 2] }),
    'invalid shape of values: [2, 2] (expected [h, w, c] of one picture)',
  ],
  [
    'activationSheet, NaN',
    () => viz.activationSheet({ values: broken, shape: [2, 2, 1] }),
    'invalid values[2]: NaN (expected a finite number)',
  ],
  [
    'historyPlot, empty',
    () => viz.historyPlot([]),
    'invalid number of records: 0 (expected at least 1 epoch)',
  ],
  [
    'historyPlot, NaN',
    () => viz.historyPlot([record, { ...record, val_loss: NaN }]),
    'invalid val_loss of records[1]: NaN (expected a finite number)',
  ],
  [
    'historyPlot, NaN in a run',
    () => viz.historyPlot([{ name: 'r', records: [{ ...record, loss: NaN }] }]),
    "invalid loss of records of 'r'[0]: NaN (expected a finite number)",
  ],
  [
    'historyPlot, a run without epochs',
    () => viz.historyPlot([{ name: 'r', records: [] }]),
    "invalid number of records of 'r': 0 (expected at least 1 epoch)",
  ],
  [
    'historyPlot, no seeds',
    () => viz.historyPlot([{ name: 'r', seeds: [] }]),
    "invalid number of seeds of 'r': 0 (expected at least 1)",
  ],
  [
    'historyPlot, seeds without a common epoch',
    () => viz.historyPlot([{ name: 'r', seeds: [[record], [{ ...record, epoch: 2 }]] }]),
    "the seeds of 'r' have no epoch in common",
  ],
  [
    'historyPlot, too many runs',
    () => viz.historyPlot(Array.from({ length: 7 }, () => ({ name: 'r', records: [record] }))),
    'invalid number of runs: 7 (expected 1..6)',
  ],
  [
    'historyPlot, smoothing',
    () => viz.historyPlot([record], { smoothing: 1 }),
    'invalid smoothing: 1 (expected 0..<1)',
  ],
  ['linePlot, no series', () => viz.linePlot([]), 'invalid number of series: 0 (expected 1..6)'],
  [
    'linePlot, lengths',
    () => viz.linePlot([{ name: 's', x: [1, 2], y: [1] }]),
    "invalid number of values of y of 's': 1 (expected 2)",
  ],
  [
    'linePlot, order',
    () => viz.linePlot([{ name: 's', x: [1, 1], y: [1, 2] }]),
    "invalid x of 's'[1]: 1 (expected more than 1 before it)",
  ],
  [
    'linePlot, logarithm of 0',
    () => viz.linePlot([{ name: 's', x: [0, 1], y: [1, 2] }], { xScale: 'log' }),
    "invalid x of 's'[0]: 0 (expected > 0 on a log axis)",
  ],
  [
    'linePlot, one bound',
    () => viz.linePlot([{ name: 's', x: [1], y: [1], low: [0] }]),
    "series 's' has one bound (expected low and high, or neither)",
  ],
  [
    'linePlot, outside its band',
    () => viz.linePlot([{ name: 's', x: [1], y: [3], low: [0], high: [2] }]),
    "invalid y of 's'[0]: 3 (expected 0..2, its band)",
  ],
  [
    'reliabilityCurve, no bins',
    () => viz.reliabilityCurve([]),
    'invalid number of bins: 0 (expected at least 1)',
  ],
  [
    'reliabilityCurve, no predictions',
    () => viz.reliabilityCurve([{ from: 0, to: 1, count: 0, confidence: 0, accuracy: 0 }]),
    'invalid bins: no predictions (expected at least 1)',
  ],
  [
    'reliabilityCurve, percent',
    () => viz.reliabilityCurve([{ from: 0, to: 1, count: 1, confidence: 0.5, accuracy: 50 }]),
    'invalid accuracy of bins[0]: 50 (expected 0..1)',
  ],
  [
    'barChart, outside its interval',
    () => viz.barChart({ labels: ['a'], series: [{ name: 's', values: [3], low: [0], high: [2] }] }),
    "invalid value of series 's': 3 (expected 0..2, its interval)",
  ],
  [
    'confusionMatrix, not square',
    () =>
      viz.confusionMatrix({
        counts: [
          [1, 2, 3],
          [1, 2, 3],
        ],
        classes,
      }),
    'invalid number of columns of counts[0]: 3 (expected 2)',
  ],
  [
    'confusionMatrix, fraction',
    () =>
      viz.confusionMatrix({
        counts: [
          [1, 0.5],
          [1, 2],
        ],
        classes,
      }),
    'invalid counts[0][1]: 0.5 (expected a whole number >= 0)',
  ],
  [
    'barChart, values',
    () => viz.barChart({ labels: classes, series: [{ name: 's', values: [1] }] }),
    "invalid number of values of series 's': 1 (expected 2)",
  ],
  [
    'barChart, negative',
    () => viz.barChart({ labels: classes, series: [{ name: 's', values: [1, -2] }] }),
    "invalid value of series 's': -2 (expected >= 0)",
  ],
  [
    'modelDiagram, params',
    () => viz.modelDiagram([{ name: 'l', type: 'Dense', outputShape: [null, 7], params: NaN }]),
    "invalid params of layer 'l': NaN (expected a whole number >= 0)",
  ],
  [
    'modelDiagram, input',
    () => viz.modelDiagram([{ name: 'l', type: 'Dense', outputShape: [null, 7], params: 0, inputs: ['k'] }]),
    "invalid input of layer 'l': k (expected the name of a layer)",
  ],
  [
    'methodComparison, NaN',
    () => viz.methodComparison({ methods: ['m'], metrics: [{ name: 'q', better: 'lower', values: [NaN] }] }),
    "invalid values of metric 'q'[0]: NaN (expected a finite number)",
  ],
  [
    'explanationSheet, no rows',
    () => viz.explanationSheet([], { classes }),
    'invalid number of rows: 0 (expected at least 1)',
  ],
  [
    'explanationSheet, probabilities',
    () => viz.explanationSheet([{ ...row, probabilities: [1] }], { classes }),
    'invalid number of probabilities of rows[0]: 1 (expected 2)',
  ],
  [
    'explanationSheet, logits',
    () => viz.explanationSheet([{ ...row, probabilities: [1, 7] }], { classes }),
    'invalid probability of rows[0]: 7 (expected 0..1)',
  ],
  [
    'explanationSheet, truth',
    () => viz.explanationSheet([{ ...row, truth: 2 }], { classes }),
    'invalid truth of rows[0]: 2 (expected a whole number in 0..1)',
  ],
  [
    'explanationSheet, NaN in a map',
    () =>
      viz.explanationSheet([{ ...row, views: [{ name: 'm', values: broken, shape: [2, 2] }] }], { classes }),
    "invalid values of 'm'[2]: NaN (expected a finite number)",
  ],
  [
    'explanationSheet, unlike rows',
    () =>
      viz.explanationSheet([row, { ...row, views: [{ name: 'm', values: ones(4), shape: [2, 2] }] }], {
        classes,
      }),
    'invalid views of rows[1]: m (expected none as in rows[0])',
  ],
];

describe('a wrong call names the value and what was expected', () => {
  it.each(cases)('%s', (_, call, message) => {
    expect(call).toThrow(new Error(message));
  });
});
