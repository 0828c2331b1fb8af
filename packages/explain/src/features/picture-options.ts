import { checkOptionNames, checkOptionTypes } from '../common/options';
import { findMethod } from '../catalogue/methods';
import { checkWhole } from '../common/option-checks';
import { checkPictureOptions } from './check-picture-options';
import type { MaximizeActivationOptions } from './maximize-activation';
import { blur, totalVariation } from './regularizers';
import { jitter } from './transforms';

export const defaultSteps = 100;
export const defaultEvery = 10;

/** The options with every default filled in. Throws on a name that is none, and on values out of range. */
export function pictureOptions(options: MaximizeActivationOptions) {
  checkOptionNames(options, findMethod('maximizeActivation').options);
  checkOptionTypes(options);
  const { steps = defaultSteps, stepSize = 0.02, optimizer = 'adam', init = 'noise', size } = options;
  const { regularizers = [totalVariation(), blur()], transforms = [jitter()] } = options;
  const { parametrization = 'pixels', octaves = 1, every = defaultEvery } = options;
  const { seed = 0, score = 'logit', range = [0, 1] } = options;
  checkRange(range);
  checkWhole({ steps, every }, 1);
  if (parametrization !== 'pixels' && parametrization !== 'fourier')
    throw new Error(`invalid parametrization: '${String(parametrization)}' (expected 'pixels' or 'fourier')`);
  checkPictureOptions(regularizers, transforms);
  return {
    ...{ steps, stepSize, optimizer, init, size, regularizers, transforms },
    ...{ parametrization, octaves, seed, score, range },
  };
}

function checkRange(range: readonly [number, number]): void {
  const given: unknown = range;
  const [low, high] = Array.isArray(given) ? range : [NaN, NaN];
  if (low < high && Number.isFinite(high - low)) return;
  const found = Array.isArray(given) ? `[${range.join(', ')}]` : String(given);
  throw new Error(`invalid range: ${found} (expected two numbers, the lower first)`);
}
