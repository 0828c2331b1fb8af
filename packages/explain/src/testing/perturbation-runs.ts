import type { Segmentation } from '../segments/segmentation';
import { featureAblation } from '../perturbation/feature-ablation';
import { kernelShap } from '../perturbation/kernel-shap';
import { lime, type LimeOptions } from '../perturbation/lime';
import { occlusion } from '../perturbation/occlusion';
import type { SampleMasks } from '../perturbation/sample-masks';
import { shapleyValues } from '../perturbation/shapley-values';
import type { LinearAttribution } from '../perturbation/linear-attribution';
import { givenBatch, type ReferenceRecord } from './records';
import type { ReferenceRun, RunResult } from './reference-runs';

/** The segments that a record was given. */
function givenSegments(record: ReferenceRecord): Segmentation {
  const { data, shape } = givenBatch(record, 'segments');
  const labels = Int32Array.from(data);
  const [h, w] = shape;
  return { labels, shape: [h, w], count: Math.max(...labels) + 1 };
}

/** The masks that a record was given. */
function givenMasks(record: ReferenceRecord): SampleMasks {
  const { data, shape } = givenBatch(record, 'masks');
  return { data, shape };
}

const linearResult = ({
  coefficients,
  intercept,
  samples: [{ scores, weights }],
}: LinearAttribution): RunResult => ({
  coefs: coefficients,
  intercept,
  predictions: scores,
  weights,
});

function limeRun(method: RegExp, options: Omit<LimeOptions, 'segments'>): ReferenceRun {
  return {
    name: 'lime',
    kind: 'captum',
    method,
    async run(model, image, given, record) {
      const own = { hideColor: 0, distance: 'imageCosine', kernelWidth: 1, ...options } as const;
      const [segments, masks] = [givenSegments(record), givenMasks(record)];
      return linearResult(await lime(model, image, { ...given, ...own, segments, masks }));
    },
  };
}

/** How the records of Captum's perturbation methods are run. */
export const perturbationRuns: readonly ReferenceRun[] = [
  {
    name: 'occlusion',
    kind: 'captum',
    method: /^Occlusion\//,
    async run(model, image, options, { params }) {
      const { window, stride } = params as { window: number; stride: number };
      return { attr: (await occlusion(model, image, { ...options, window, stride })).values };
    },
  },
  {
    name: 'featureAblation',
    kind: 'captum',
    method: /^FeatureAblation\//,
    async run(model, image, options, record) {
      const segments = givenSegments(record);
      return { attr: (await featureAblation(model, image, { ...options, segments })).values };
    },
  },
  {
    name: 'shapleyValues',
    kind: 'captum',
    method: /^ShapleyValues\//,
    async run(model, image, options, record) {
      const segments = givenSegments(record);
      return { attr: (await shapleyValues(model, image, { ...options, segments })).values };
    },
  },
  {
    name: 'shapleyValues',
    kind: 'captum',
    method: /^ExactShapley\//,
    async run(model, image, options, record) {
      const segments = givenSegments(record);
      const { coefficients } = await shapleyValues(model, image, { ...options, segments });
      const masks = givenMasks(record);
      const { samples } = await kernelShap(model, image, { ...options, segments, masks });
      return { coefs: coefficients, predictions: samples[0].scores };
    },
  },
  {
    name: 'kernelShap',
    kind: 'captum',
    method: /^KernelShap\/enumerated8/,
    async run(model, image, options, record) {
      const segments = givenSegments(record);
      return { coefs: (await kernelShap(model, image, { ...options, segments, samples: 256 })).coefficients };
    },
  },
  {
    name: 'kernelShap',
    kind: 'captum',
    method: /^KernelShap\/fixedmasks16/,
    async run(model, image, options, record) {
      const [segments, masks] = [givenSegments(record), givenMasks(record)];
      return linearResult(await kernelShap(model, image, { ...options, segments, masks }));
    },
  },
  limeRun(/^Lime\/lasso0\.01/, { regressor: { type: 'lasso', alpha: 0.01 } }),
  limeRun(/^Lime\/ridge1/, { regressor: { type: 'ridge', alpha: 1 } }),
  limeRun(/^Lime\/linear_euclid/, { regressor: 'linear', distance: 'imageEuclidean', kernelWidth: 3 }),
];
