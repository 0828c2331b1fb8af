import * as viz from '../../index';
import type { Examples } from '../example';
import { blobs, classes, fallingCurve, noise, picture, probabilities, regions } from '../synthetic';

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

/** One picture of each class, as study sheets show LIME. */
function explainedFaces(weighed: boolean): viz.ExplainedSuperpixels[] {
  const predicted = [4, 0, 4, 6, 2, 5, 6];
  return predicted.map((guess, truth) => {
    const random = noise(truth + 20);
    const weights = Array.from({ length: 49 }, () => (random() - 0.45) ** 3);
    const order = weights.map((_, i) => i).sort((a, b) => weights[b] - weights[a]);
    return {
      image: picture(truth + 2),
      segments: { labels: regions(48, 7), shape: [48, 48] },
      keep: order.slice(0, 8),
      truth,
      predicted: guess,
      ...(weighed ? { weights } : { note: `R² ${(0.5 + random() / 2).toFixed(2)}` }),
    };
  });
}

/** Maps of one picture by several methods; the second half is finer than the first. */
function mapsOf(seed: number): viz.ValueMap[] {
  return [
    { values: blobs(seed, 48, { grain: 0.9 }), shape: [48, 48] },
    { values: blobs(seed + 1, 48, { signed: true, grain: 0.7 }), shape: [48, 48] },
    { values: blobs(seed + 2, 6, { signed: true, grain: 0.2, count: 3 }).map((v) => v * 40), shape: [6, 6] },
    { values: occluded(seed), shape: [48, 48] },
  ];
}

/** Signed values in squares of 4 x 4 pixels, as a sliding window leaves them. */
function occluded(seed: number): Float32Array {
  const coarse = blobs(seed + 3, 12, { signed: true, grain: 0.1, count: 3 });
  return Float32Array.from(
    { length: 48 * 48 },
    (_, i) => 12 * coarse[Math.floor(i / 48 / 4) * 12 + Math.floor((i % 48) / 4)],
  );
}

const curvesOf = (speed: number, isRising = false) =>
  [1, 2, 3].map((seed) => fallingCurve(seed, speed, isRising));

/** What a model looks at. */
export const explanations: Examples = {
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
  'explanation-sheet-one-scale': (options) =>
    viz.explanationSheet(
      explanationRows()
        .slice(0, 2)
        .map((row) => ({ ...row, views: row.views.map((view) => ({ ...view, display: 'map' as const })) })),
      { ...options, classes, units: 'own' },
    ),
  'saliency-triptych': (options) =>
    viz.saliencyTriptych(
      picture(3),
      { values: blobs(6, 48, { grain: 0.5 }), shape: [48, 48] },
      { ...options, threshold: 0.5 },
    ),
  'occlusion-map': (options) =>
    viz.occlusionMap(picture(3), { values: occluded(9), shape: [48, 48] }, { ...options, window: [8, 8] }),
  'superpixel-sheet': (options) =>
    viz.superpixelSheet(explainedFaces(false), {
      ...options,
      classes,
      caption: 'LIME: the eight superpixels that speak most for the predicted class.',
    }),
  'superpixel-sheet-weights': (options) =>
    viz.superpixelSheet(explainedFaces(true).slice(0, 4), { ...options, classes, columns: 2 }),
  'superpixel-sheet-long-names': (options) =>
    viz.superpixelSheet(
      explainedFaces(false)
        .slice(1, 3)
        .map((item, i) => ({ ...item, truth: i, predicted: 1 })),
      { ...options, classes: ['a class whose name is very long', 'donaudampfschifffahrtsgesellschaft'] },
    ),
  'method-maps': (options) =>
    viz.methodMaps(
      {
        methods: ['saliency', 'integratedGradients', 'gradCam', 'occlusion'],
        rows: [5, 8].map((seed) => ({
          image: picture(seed),
          maps: mapsOf(seed),
          caption: `row ${seed * 1000}`,
        })),
        metrics: [
          { name: 'deletion', better: 'lower', values: [0.214, 0.178, 0.243, 0.197] },
          { name: 'insertion', better: 'higher', values: [0.52, 0.61, 0.66, 0.58] },
          { name: 'maxSensitivity', better: 'lower', values: [0.82, 0.41, 0.12, 0.66] },
        ],
      },
      options,
    ),
  'method-maps-same-units': (options) =>
    viz.methodMaps(
      {
        methods: ['integratedGradients', 'deepLift', 'kernelShap', 'occlusion', 'lime', 'shapleyValues'],
        rows: [{ image: picture(11), maps: [1, 2, 3, 0, 1, 3].map((kind, i) => mapsOf(11 + i)[kind]) }],
      },
      { ...options, units: 'same', display: 'overlay', caption: 'Shares of the logit of sad.' },
    ),
  'faithfulness-curves': (options) =>
    viz.faithfulnessCurves(
      [
        {
          name: 'deletion',
          better: 'lower',
          xLabel: 'share of the pixels deleted',
          methods: [
            { name: 'gradCam', curves: curvesOf(4) },
            { name: 'lime', curves: curvesOf(6) },
            { name: 'a random map', curves: curvesOf(1.6) },
          ],
        },
        {
          name: 'insertion',
          better: 'higher',
          xLabel: 'share of the pixels inserted',
          methods: [
            { name: 'gradCam', curves: curvesOf(5, true) },
            { name: 'lime', curves: curvesOf(4, true) },
            { name: 'a random map', curves: curvesOf(1.5, true) },
          ],
        },
      ],
      options,
    ),
  'faithfulness-curves-one': (options) =>
    viz.faithfulnessCurves(
      [{ name: 'road', better: 'lower', methods: [{ name: 'rise', curves: [fallingCurve(4, 3)] }] }],
      { ...options, yLabel: 'logit' },
    ),
};
