import { provenance, type Attribution } from './attribution';
import type { ScoreOptions } from './options';
import type { Prepared } from './prepare';

/** Assembles the result of a method whose values have the shape of the inputs; `values` holds one array an input. */
export function inputAttribution(
  method: string,
  { subject, inputs, score }: Prepared,
  options: ScoreOptions & Record<string, unknown>,
  result: {
    values: Float32Array[];
    targets: ArrayLike<number>;
    scores: ArrayLike<number>;
    delta?: Float32Array;
  },
): Attribution {
  const shapes = inputs.map((input) => [...input.shape]);
  return {
    method,
    values: result.values[0],
    shape: shapes[0],
    targets: Int32Array.from(result.targets),
    targetScores: Float32Array.from(result.scores),
    ...(result.delta && { delta: result.delta }),
    ...(inputs.length > 1 && {
      inputs: subject.inputs.map(({ name }, i) => ({ name, values: result.values[i], shape: shapes[i] })),
    }),
    warnings: [...subject.warnings],
    provenance: provenance(subject.name, { ...scoreOptions(options), score, ...options }),
  };
}

/** The score options with their defaults, for the provenance. */
export function scoreOptions({ target = 'predicted', score = 'logit' }: ScoreOptions): ScoreOptions {
  return { target, score };
}
