import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import type { BlackBoxModel } from '../perturbation/black-box';
import { ablationCam } from '../cam/ablation-cam';
import { classActivationMap } from '../cam/class-activation-map';
import { eigenCam } from '../cam/eigen-cam';
import { eigenGradCam } from '../cam/eigen-grad-cam';
import { elementWiseCam } from '../cam/element-wise-cam';
import { gradCam } from '../cam/grad-cam';
import { gradCamPlusPlus } from '../cam/grad-cam-plus-plus';
import { guidedGradCam } from '../cam/guided-grad-cam';
import { hiResCam } from '../cam/hi-res-cam';
import { layerCam } from '../cam/layer-cam';
import { scoreCam } from '../cam/score-cam';
import { xGradCam } from '../cam/x-grad-cam';
import { deconvnet } from '../gradient/deconvnet';
import { deepLift } from '../gradient/deep-lift';
import { deepLiftShap } from '../gradient/deep-lift-shap';
import { gradientShap } from '../gradient/gradient-shap';
import { guidedBackprop } from '../gradient/guided-backprop';
import { inputXGradient } from '../gradient/input-x-gradient';
import { integratedGradients } from '../gradient/integrated-gradients';
import { lrp } from '../gradient/lrp';
import { saliency } from '../gradient/saliency';
import { smoothGrad } from '../gradient/smooth-grad';
import { smoothGradSquared } from '../gradient/smooth-grad-squared';
import { varGrad } from '../gradient/var-grad';
import { featureAblation } from '../perturbation/feature-ablation';
import { kernelShap } from '../perturbation/kernel-shap';
import { lime } from '../perturbation/lime';
import { occlusion } from '../perturbation/occlusion';
import { rise } from '../perturbation/rise';
import { shapleyValues } from '../perturbation/shapley-values';
import type { MeasuredAttribution } from './attribution-maps';

/** The methods that explain an image as a whole, by their names in the catalogue. */
export const imageMethods = {
  saliency,
  inputXGradient,
  integratedGradients,
  smoothGrad,
  smoothGradSquared,
  varGrad,
  gradientShap,
  guidedBackprop,
  deconvnet,
  deepLift,
  deepLiftShap,
  lrp,
  gradCam,
  gradCamPlusPlus,
  xGradCam,
  layerCam,
  hiResCam,
  elementWiseCam,
  eigenCam,
  eigenGradCam,
  scoreCam,
  ablationCam,
  classActivationMap,
  guidedGradCam,
  occlusion,
  featureAblation,
  shapleyValues,
  kernelShap,
  lime,
  rise,
};

export type ImageMethodName = keyof typeof imageMethods;

/** An attribution method of your own, or one of ours as it is: options hold those of the method beside the common ones. */
export type AttributionFunction = (
  model: BlackBoxModel,
  images: Images,
  options: AttributionOptions & Record<string, unknown>,
) => Promise<MeasuredAttribution>;

/** A method by its name in the catalogue, or a function; any of ours fits. */
export type AttributionMethod =
  | ImageMethodName
  // What the options of a method are is its own affair.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  | ((model: any, images: any, options?: any) => Promise<MeasuredAttribution | Attribution>);

/** The method with its name; throws on an unknown one with the list of names. */
export function findAttributionMethod(method: AttributionMethod): { name: string; run: AttributionFunction } {
  if (typeof method === 'function') {
    const known = Object.entries(imageMethods).find(([, ours]) => ours === method);
    return { name: known?.[0] ?? (method.name || 'function'), run: method };
  }
  if (!Object.hasOwn(imageMethods, method)) {
    const names = Object.keys(imageMethods).join(', ');
    throw new Error(`unknown method: '${String(method)}' (expected a function or one of: ${names})`);
  }
  return { name: method, run: imageMethods[method] as AttributionFunction };
}
