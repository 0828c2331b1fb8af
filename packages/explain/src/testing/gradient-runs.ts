import { gradientShap } from '../gradient/gradient-shap';
import { inputXGradient } from '../gradient/input-x-gradient';
import { integratedGradients } from '../gradient/integrated-gradients';
import type { QuadratureRule } from '../gradient/quadrature';
import { saliency } from '../gradient/saliency';
import { smoothGrad } from '../gradient/smooth-grad';
import { smoothGradSquared } from '../gradient/smooth-grad-squared';
import { varGrad } from '../gradient/var-grad';
import { givenBatch, type ReferenceRecord } from './records';
import type { ReferenceRun } from './reference-runs';

const rules: Record<string, QuadratureRule> = {
  gausslegendre: 'gaussLegendre',
  riemann_middle: 'riemannMiddle',
  riemann_trapezoid: 'riemannTrapezoid',
  riemann_left: 'riemannLeft',
  riemann_right: 'riemannRight',
};

/** Our name for a record's rule of integration. */
export const ruleOf = ({ params }: ReferenceRecord) => rules[params!.method as string];

const baselineOf = (record: ReferenceRecord) =>
  record.params!.baseline === 'given' ? givenBatch(record, 'baseline') : (record.params!.baseline as number);

const noiseOf = (record: ReferenceRecord) =>
  ({
    of: record.params!.absInside ? 'saliency' : 'gradient',
    noise: givenBatch(record, 'noise'),
  }) as const;

export const gradientRuns: readonly ReferenceRun[] = [
  {
    name: 'saliency',
    kind: 'captum',
    method: /^(Saliency|Gradient)$/,
    async run(model, image, options, { method }) {
      const { values } = await saliency(model, image, { ...options, absolute: method === 'Saliency' });
      return { attr: values };
    },
  },
  {
    name: 'inputXGradient',
    kind: 'captum',
    method: /^InputXGradient$/,
    run: async (model, image, options) => ({ attr: (await inputXGradient(model, image, options)).values }),
  },
  {
    name: 'integratedGradients',
    kind: 'captum',
    method: /^IntegratedGradients\//,
    async run(model, image, options, record) {
      const { values, delta } = await integratedGradients(model, image, {
        ...options,
        steps: record.params!.nSteps as number,
        rule: ruleOf(record),
        baseline: baselineOf(record),
      });
      return { attr: values, delta: delta };
    },
  },
  {
    name: 'smoothGrad',
    kind: 'captum',
    method: /^NoiseTunnel\/smoothgrad\//,
    run: async (model, image, options, record) => ({
      attr: (await smoothGrad(model, image, { ...options, ...noiseOf(record) })).values,
    }),
  },
  {
    name: 'smoothGradSquared',
    kind: 'captum',
    method: /^NoiseTunnel\/smoothgrad_sq\//,
    run: async (model, image, options, record) => ({
      attr: (await smoothGradSquared(model, image, { ...options, ...noiseOf(record) })).values,
    }),
  },
  {
    name: 'varGrad',
    kind: 'captum',
    method: /^NoiseTunnel\/vargrad\//,
    run: async (model, image, options, record) => ({
      attr: (await varGrad(model, image, { ...options, ...noiseOf(record) })).values,
    }),
  },
  {
    name: 'gradientShap',
    kind: 'captum',
    method: /^GradientShap\//,
    async run(model, image, options, record) {
      const { values } = await gradientShap(model, image, {
        ...options,
        baselines: record.params!.baseline as number,
        noise: givenBatch(record, 'noise'),
        coefficients: givenBatch(record, 'coefficients').data,
      });
      return { attr: values };
    },
  },
];
