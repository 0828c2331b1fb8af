import type { RiseOptions } from './rise';
import type { LimeOptions } from './lime';
import type { OcclusionOptions } from './occlusion';
import { readDistance, readKernel } from './distances';
import { checkFeatures, readSelection } from './feature-selection';
import { readPair } from './occlusion-windows';
import { readRegressor } from './regressors';
import { readRise } from './rise-masks';
import { checkSamples } from './sample-masks';

/** Throws what a perturbation method would throw of the options that it alone takes, as far as that is known without images. */
export function checkPerturbationOptions(method: string, options: object): void {
  if (method === 'rise') {
    const { masks = 1000, grid = 7, keep = 0.5 } = options as RiseOptions;
    readRise({ masks, grid, keep });
  }
  if (method === 'occlusion') {
    const { window = 1, stride = 1 } = options as OcclusionOptions;
    readPair('window', window);
    readPair('stride', stride);
  }
  const { samples = 1000, masks: given } = options as LimeOptions;
  const least = { lime: 1, kernelShap: 3 }[method];
  if (least !== undefined && given === undefined) checkSamples(samples, least);
  if (method !== 'lime') return;
  const lime = options as LimeOptions;
  readDistance(lime.distance ?? 'cosine');
  readKernel(lime.kernel ?? 'exponential', lime.kernelWidth ?? 0.25);
  readRegressor(lime.regressor ?? 'ridge');
  if (lime.features === undefined || lime.features === Infinity) return;
  readSelection(lime.featureSelection ?? 'auto');
  checkFeatures(lime.features);
}
