import { provenance, type Attribution, type CompleteAttribution, type Provenance } from './attribution';
import type { ScoreOptions } from './options';
import type { Prepared } from './prepare';
import { saturationWarnings, valueWarnings } from './warnings';

/** What a method has computed; `values` holds one array an input. */
interface InputResult {
  values: Float32Array[];
  targets: ArrayLike<number>;
  scores: ArrayLike<number>;
  delta?: Float32Array;
  /** Beside those of the model and of a saturated score. */
  warnings?: readonly string[];
  progress?: Provenance['progress'];
}

/** Assembles the result of a method whose values have the shape of the inputs. */
export function inputAttribution(
  method: string,
  prepared: Prepared,
  options: ScoreOptions & Record<string, unknown>,
  result: InputResult & { delta: Float32Array },
): CompleteAttribution;
export function inputAttribution(
  method: string,
  prepared: Prepared,
  options: ScoreOptions & Record<string, unknown>,
  result: InputResult,
): Attribution;
export function inputAttribution(
  method: string,
  { subject, inputs, score }: Prepared,
  options: ScoreOptions & Record<string, unknown>,
  result: InputResult,
): Attribution {
  const shapes = inputs.map((input) => [...input.shape]);
  const batches = result.values.map((data, i) => ({ data, shape: shapes[i] }));
  // A path or a reference far from the image passes through where the score is not saturated.
  const saturated = result.delta ? [] : saturationWarnings(score, result.scores, result.targets);
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
    warnings: [...subject.warnings, ...saturated, ...(result.warnings ?? []), ...valueWarnings(batches)],
    provenance: {
      ...provenance(subject.name, { ...scoreOptions(options), score, ...options }),
      ...(result.progress && { progress: { ...result.progress } }),
    },
  };
}

/** The score options with their defaults, for the provenance. */
export function scoreOptions({ target = 'predicted', score = 'logit' }: ScoreOptions): ScoreOptions {
  return { target, score };
}
