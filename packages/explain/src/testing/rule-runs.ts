import { guidedGradCam } from '../cam/guided-grad-cam';
import { deconvnet } from '../gradient/deconvnet';
import { deepLift } from '../gradient/deep-lift';
import { deepLiftShap } from '../gradient/deep-lift-shap';
import { guidedBackprop } from '../gradient/guided-backprop';
import { lrp, type LrpOptions } from '../gradient/lrp';
import { layerDeepLift } from '../layers/layer-deep-lift';
import { givenBatch, type ReferenceRecord } from './records';
import type { ReferenceRun } from './reference-runs';

const baselineOf = (record: ReferenceRecord) =>
  record.params!.baseline === 'given' ? givenBatch(record, 'baseline') : (record.params!.baseline as number);

/** The options of an LRP record, from its name. */
function lrpOptionsOf({ method, params }: ReferenceRecord): LrpOptions {
  if (method.includes('gamma')) return { rule: 'gamma', gamma: 0.25 };
  return method.includes('alpha1beta0')
    ? { rule: 'alpha1beta0' }
    : { rule: 'epsilon', epsilon: params!.epsilon as number };
}

/** The gradient methods that are rules. */
export const ruleRuns: readonly ReferenceRun[] = [
  {
    name: 'guidedBackprop',
    kind: 'captum',
    method: /^GuidedBackprop$/,
    run: async (model, image, options) => ({ attr: (await guidedBackprop(model, image, options)).values }),
  },
  {
    name: 'deconvnet',
    kind: 'captum',
    method: /^Deconvolution$/,
    run: async (model, image, options) => ({ attr: (await deconvnet(model, image, options)).values }),
  },
  {
    name: 'deepLift',
    kind: 'captum',
    // Not the records of the peer as it is shipped, which skips its max-pool rule.
    method: /^DeepLift\/[a-z]+$/,
    async run(model, image, options, record) {
      const baseline = baselineOf(record);
      const { values, delta } = await deepLift(model, image, { ...options, baseline });
      return { attr: values, delta: delta };
    },
  },
  {
    name: 'deepLiftShap',
    kind: 'captum',
    method: /^DeepLiftShap$/,
    async run(model, image, options, record) {
      const baselines = givenBatch(record, 'baselines');
      return { attr: (await deepLiftShap(model, image, { ...options, baselines })).values };
    },
  },
  {
    name: 'lrp',
    kind: 'captum',
    method: /^LRP\//,
    async run(model, image, options, record) {
      const { values, delta } = await lrp(model, image, { ...options, ...lrpOptionsOf(record) });
      return { attr: values, ...('delta' in record.out && { delta: delta }) };
    },
  },
];

/** Of the CAM family. */
export const camRuleRuns: readonly ReferenceRun[] = [
  {
    name: 'guidedGradCam',
    kind: 'captum',
    method: /^GuidedGradCam\//,
    async run(model, image, options, { params, method }) {
      const interpolation = method.endsWith('bilinear') ? 'bilinear' : 'nearest';
      const layer = params!.layer as string;
      return { attr: (await guidedGradCam(model, image, { ...options, layer, interpolation })).values };
    },
  },
];

/** Of the layer family. */
export const layerRuleRuns: readonly ReferenceRun[] = [
  {
    name: 'layerDeepLift',
    kind: 'captum',
    method: /^LayerDeepLift\//,
    async run(model, image, options, record) {
      const baseline = baselineOf(record);
      const layer = record.params!.layer as string;
      return { attr: (await layerDeepLift(model, image, { ...options, layer, baseline })).values };
    },
  },
];
