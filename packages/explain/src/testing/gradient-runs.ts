import { inputXGradient } from '../gradient/input-x-gradient';
import { integratedGradients } from '../gradient/integrated-gradients';
import type { QuadratureRule } from '../gradient/quadrature';
import { saliency } from '../gradient/saliency';
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
      return { attr: values, delta: delta! };
    },
  },
];
