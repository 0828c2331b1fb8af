import type { Subject } from '../common/subject';
import { findInnerMethod, type InnerMethodName } from '../gradient/inner-method';
import { quadrature, type QuadratureRule } from '../gradient/quadrature';
import { findLayer } from '../graph/find-layer';
import { wantedLayers } from '../layers/wanted-layers';
import { checkNeuronAhead } from '../neurons/neuron-index';
import { checkPerturbationOptions } from '../perturbation/check-options';
import type { MethodInfo } from './method-info';

/**
 * Throws what the method itself would throw of the options that it alone takes, as far as that is known without images:
 * `of`, `rule` and `steps` of a path, `neuron`, missing `baselines`, and how parts of images are hidden.
 */
export function checkOwnOptions(
  { name, family, options: own }: MethodInfo,
  subject: Subject,
  options: Record<string, unknown>,
): void {
  const { of, rule, steps, layer } = options;
  if (family === 'perturbation') checkPerturbationOptions(name, options);
  if (of !== undefined) findInnerMethod(of as InnerMethodName, subject);
  const isPath = own.includes('steps') && own.includes('rule');
  if (isPath && (rule !== undefined || steps !== undefined)) {
    quadrature((rule ?? 'riemannMiddle') as QuadratureRule, (steps ?? 50) as number);
  }
  if (own.includes('layers')) wantedLayers(subject.graph!, options.layers as string[] | undefined);
  if (family === 'neuron') {
    checkNeuronAhead(options.neuron as readonly number[], findLayer(subject.graph!, layer as string));
  }
  if (name === 'deepLiftShap' && options.baselines === undefined) {
    throw new Error('option baselines is missing (expected images to compare with)');
  }
}
