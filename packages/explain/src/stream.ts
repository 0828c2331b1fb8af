import { scoreCam, streamScoreCam } from './cam/score-cam';
import type { Attribution } from './common/attribution';
import type { Images } from './common/images';
import type { ExplainableModel } from './common/subject';
import {
  maximizeActivation,
  streamMaximizeActivation,
  type MaximizeActivationOptions,
  type MaximizedActivation,
} from './features/maximize-activation';
import type { ActivationObjective } from './features/objective';
import { gradientShap, streamGradientShap } from './gradient/gradient-shap';
import { integratedGradients, streamIntegratedGradients } from './gradient/integrated-gradients';
import { smoothGrad, streamSmoothGrad } from './gradient/smooth-grad';
import { smoothGradSquared, streamSmoothGradSquared } from './gradient/smooth-grad-squared';
import { streamVarGrad, varGrad } from './gradient/var-grad';
import { kernelShap, streamKernelShap } from './perturbation/kernel-shap';
import { lime, streamLime } from './perturbation/lime';
import { rise, streamRise } from './perturbation/rise';

/** Each iterative method of images and the generator of its results; the method itself returns the last of them. */
const iterative = {
  integratedGradients: { method: integratedGradients, results: streamIntegratedGradients },
  smoothGrad: { method: smoothGrad, results: streamSmoothGrad },
  smoothGradSquared: { method: smoothGradSquared, results: streamSmoothGradSquared },
  varGrad: { method: varGrad, results: streamVarGrad },
  gradientShap: { method: gradientShap, results: streamGradientShap },
  scoreCam: { method: scoreCam, results: streamScoreCam },
  kernelShap: { method: kernelShap, results: streamKernelShap },
  lime: { method: lime, results: streamLime },
  rise: { method: rise, results: streamRise },
};

type Iterative = typeof iterative;

/** Name of a method of images that {@link stream} takes: those with `iterative: true` in the catalogue. */
export type IterativeMethod = keyof Iterative;

/** The options of an iterative method, by its name. */
export type IterativeOptions<M extends IterativeMethod> = NonNullable<Parameters<Iterative[M]['results']>[2]>;

type ModelOf<M extends IterativeMethod> = Parameters<Iterative[M]['results']>[0];
/** What comes out of a method: an attribution, of some with more to it. */
type ResultOf<M extends IterativeMethod> = Awaited<ReturnType<Iterative[M]['method']>>;

/**
 * The results of an iterative method (Integrated Gradients, SmoothGrad, ...) as they improve, one after each pass.
 *
 * `method` is the function or its name in the catalogue; everything else is as for the method itself. Each result is
 * whole and valid for the samples done so far, of which `provenance.progress` tells; the last is bit for bit that of the
 * method. `maximizeActivation` takes its objective in place of images and gives the pictures so far. Not pulling pauses the work. Stop pulling when you like: you keep the results, and nothing stays on the device.
 * Throws on a method that is not iterative; errors of the method and an abort reject the next pull.
 *
 * @example
 * for await (const map of stream('smoothGrad', model, images, { samples: 200 })) {
 *   draw(map);
 *   if (goodEnough(map)) break;
 * }
 */
export function stream<M extends IterativeMethod>(
  method: M,
  model: ModelOf<M>,
  images: Images,
  options?: IterativeOptions<M>,
): AsyncGenerator<ResultOf<M>, void, undefined>;
export function stream(
  method: 'maximizeActivation' | typeof maximizeActivation,
  model: ExplainableModel,
  objective: ActivationObjective,
  options?: MaximizeActivationOptions,
): AsyncGenerator<MaximizedActivation, void, undefined>;
export function stream<O, N, R extends Attribution>(
  method: (model: N, images: Images, options: O) => Promise<R>,
  model: N,
  images: Images,
  options?: O,
): AsyncGenerator<R, void, undefined>;
export function stream(
  method: unknown,
  model: unknown,
  what: unknown,
  options: object = {},
): AsyncGenerator<Attribution | MaximizedActivation, void, undefined> {
  const pictures = { method: maximizeActivation, results: streamMaximizeActivation };
  const all = Object.entries({ ...iterative, maximizeActivation: pictures });
  const entry = all.find(([name, one]) => method === name || method === one.method);
  if (!entry) {
    const given = typeof method === 'function' ? method.name : String(method);
    const names = all.map(([name]) => name).join(', ');
    throw new Error(`method '${given}' gives no improving results (expected one of: ${names})`);
  }
  const results = entry[1].results as (
    model: unknown,
    what: unknown,
    options: object,
  ) => AsyncGenerator<Attribution | MaximizedActivation, void, undefined>;
  return results(model, what, options);
}
