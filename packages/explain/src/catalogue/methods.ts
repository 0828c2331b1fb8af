import { activationMethods } from './activation-methods';
import { camMethods } from './cam-methods';
import { featureMethods } from './feature-methods';
import { gradientMethods } from './gradient-methods';
import { layerMethods } from './layer-methods';
import type { MethodInfo } from './method-info';
import { perturbationMethods } from './perturbation-methods';
import { guidedGradCamMethod, layerDeepLiftMethod, ruleMethods } from './rule-methods';

/** Every method of the package: the one source for command lines, apps and documents. */
export const methods: readonly MethodInfo[] = [
  ...gradientMethods,
  ...ruleMethods,
  ...camMethods,
  guidedGradCamMethod,
  ...layerMethods,
  layerDeepLiftMethod,
  ...perturbationMethods,
  ...activationMethods,
  ...featureMethods,
];

/** The catalogue entry of that name; throws with the list of names. */
export function findMethod(name: string): MethodInfo {
  const found = methods.find((method) => method.name === name);
  if (!found) {
    const names = methods.map((method) => method.name).join(', ');
    const given: unknown = name;
    if (typeof given === 'function') {
      throw new Error(`invalid method: the function ${given.name} (expected its name, one of: ${names})`);
    }
    throw new Error(`unknown method: '${String(name)}' (expected one of: ${names})`);
  }
  return found;
}
