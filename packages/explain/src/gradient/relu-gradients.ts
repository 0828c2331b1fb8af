import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { prepare } from '../common/prepare';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel, Subject } from '../common/subject';
import { stepsBetween } from '../graph/evaluate';
import type { Rule } from '../graph/step';
import { isPlainRelu } from '../rules/guided';
import { inputGradients } from './input-gradients';

/** The flow of the methods that change how relus pass gradients back. */
export async function reluGradients(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: AttributionOptions,
  rule: Rule,
): Promise<Attribution> {
  const prepared = await prepare(method, model, images, options);
  const { run, rest } = splitOptions(options);
  const result = await inputGradients(
    method,
    prepared,
    run,
    rest,
    (gradient) => gradient,
    () => ({ rule }),
  );
  return { ...result, warnings: [...result.warnings, ...noReluWarnings(prepared.subject)] };
}

/** Says where a rule for relus finds none to change. */
export function noReluWarnings({ graph, headValue }: Subject): string[] {
  const onTheWay = stepsBetween(graph!, new Set(graph!.inputs), [headValue!]);
  if (onTheWay.some(isPlainRelu)) return [];
  return ['the model has no plain relu: what would pass back through relus is the plain gradient'];
}
