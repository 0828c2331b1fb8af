import type { Images, PlainBatch } from '../common/images';
import type { AttributionOptions } from '../common/options';
import type { BlackBoxModel } from '../perturbation/black-box';
import type { Target } from '../common/target';
import type { MeasuredAttribution } from './attribution-maps';
import type { AttributionFunction } from './attribution-method';

/** Runs an attribution method again and again with the options that a metric was given, for one target or another. */
export function methodRunner(
  explain: AttributionFunction,
  options: AttributionOptions & { methodOptions?: Record<string, unknown> },
): (model: BlackBoxModel, inputs: readonly PlainBatch[], target: Target) => Promise<MeasuredAttribution> {
  const { score, outputs, output, batchSize, seed, signal, methodOptions } = options;
  const common = { score, outputs, output, batchSize, seed, signal };
  const given = Object.fromEntries(Object.entries(common).filter(([, value]) => value !== undefined));
  return (model, inputs, target) => {
    const images: Images = inputs.length === 1 ? inputs[0] : inputs;
    return explain(model, images, { ...given, ...methodOptions, target });
  };
}
