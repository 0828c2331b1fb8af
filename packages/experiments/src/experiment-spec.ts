import type { OptimizerSpec } from '@fer/train';
import { parseSpec } from './parse-spec';
import type { DataSpec, ExperimentSpec, ModelSpec, SpecInput, TrainingInput } from './spec';

/** An experiment in short: the parts of a spec side by side. What is left unsaid has the defaults of `parseSpec`. */
export interface ExperimentChoices
  extends
    Omit<SpecInput, '$schema' | 'version' | 'data' | 'model' | 'training'>,
    Partial<Omit<DataSpec, 'seed'>>,
    Partial<Omit<ModelSpec, 'name'>>,
    Omit<TrainingInput, 'optimizer'> {
  model?: string;
  /** A name alone stands for the optimiser with its defaults. Default 'adam'. */
  optimizer?: OptimizerSpec | OptimizerSpec['name'];
  /** Of the optimiser, in place of its own. */
  learningRate?: number;
}

/**
 * A whole spec from a few choices.
 *
 * @throws as `parseSpec` does.
 */
export function experimentSpec({
  name,
  seed,
  preprocessing,
  augment,
  evaluation,
  figures,
  source,
  skipBadRows,
  limit,
  dropDuplicates,
  dropConflicts,
  division,
  model,
  dropout,
  batchNorm,
  initializer,
  widths,
  optimizer,
  learningRate,
  ...training
}: ExperimentChoices = {}): ExperimentSpec {
  return parseSpec({
    name,
    seed,
    data: { source, skipBadRows, limit, dropDuplicates, dropConflicts, division },
    preprocessing,
    augment,
    model: { name: model, dropout, batchNorm, initializer, widths },
    training: { ...training, optimizer: optimizerOf(optimizer, learningRate) },
    evaluation,
    figures,
  });
}

function optimizerOf(
  optimizer: ExperimentChoices['optimizer'],
  learningRate: number | undefined,
): object | undefined {
  if (optimizer === undefined && learningRate === undefined) return undefined;
  const spec = typeof optimizer === 'object' ? optimizer : { name: optimizer ?? 'adam' };
  return learningRate === undefined ? spec : { ...spec, learningRate };
}
