import { decodeTensor } from '@fer/fixtures';
import { infidelity } from '../faithfulness/infidelity';
import { maxSensitivity } from '../faithfulness/max-sensitivity';
import { givenBatch } from './records';
import type { ReferenceRun } from './reference-runs';

function sensitivityRun(method: RegExp, of: 'saliency' | 'integratedGradients'): ReferenceRun {
  return {
    name: 'maxSensitivity',
    kind: 'captum',
    method,
    async run(model, image, options, record) {
      const noise = givenBatch(record, 'noise');
      return { sensitivity: (await maxSensitivity(model, image, of, { ...options, noise })).values };
    },
  };
}

/** How the records of Captum's metrics are run. */
export const metricRuns: readonly ReferenceRun[] = [
  {
    name: 'infidelity',
    kind: 'captum',
    method: /^infidelity\//,
    async run(model, image, options, record) {
      const { perturbation, normalize } = record.params as { perturbation: string; normalize: boolean };
      const { data, shape } = decodeTensor(record.out.attr);
      const map = { values: Float32Array.from(data), shape: [1, ...shape] };
      const { values } = await infidelity(model, image, map, {
        ...options,
        perturbations: givenBatch(record, 'perturbations'),
        kind: perturbation === 'noise' ? 'subtract' : 'mask',
        normalize,
      });
      return { infidelity: values };
    },
  },
  sensitivityRun(/^sensitivity_max\/saliency/, 'saliency'),
  sensitivityRun(/^sensitivity_max\/ig/, 'integratedGradients'),
];
